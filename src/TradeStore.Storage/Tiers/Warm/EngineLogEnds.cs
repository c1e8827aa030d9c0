using Microsoft.Win32.SafeHandles;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>
/// The engine's logs as they were before it opened them: it cuts off the mark of a checkpoint that did not end, and deletes the log of one that did. Where the store is
/// refused that is put back, so that everything is as it was.
/// </summary>
internal sealed class EngineLogEnds : IDisposable
{
    // A mark is some 50 bytes.
    private const int MostBytes = 4096;
    private readonly List<(string Path, long Length, byte[] End, SafeFileHandle File)> _logs = [];

    /// <summary>Reads them, and keeps hold of them.</summary>
    public void Take(IEnumerable<string> logs)
    {
        Dispose();
        foreach (var log in logs.Where(PlainFile.IsAt))
        {
            var file = File.OpenHandle(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(file);
            var end = new byte[(int)Math.Min(length, MostBytes)];
            var isRead = RandomAccess.Read(file, end, length - end.Length) == end.Length;
            if (!isRead || OperatingSystem.IsWindows())
            {
                // Windows deletes nothing that is held.
                file.Dispose();
            }

            if (isRead)
            {
                _logs.Add((log, length, end, file));
            }
        }
    }

    /// <summary>Puts back what was cut off or deleted; the database is closed, and the logs are where they were.</summary>
    public void PutBack()
    {
        foreach (var (path, length, end, file) in _logs)
        {
            if (PlainFile.IsAt(path))
            {
                PutBackEnd(path, length, end);
            }
            else if (!Path.Exists(path) && !file.IsClosed && RandomAccess.GetLength(file) == length)
            {
                using var source = new FileStream(file, FileAccess.Read);
                using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                source.Position = 0;
                source.CopyTo(target);
                target.Flush(flushToDisk: true);
            }
        }

        Dispose();
    }

    /// <summary>Lets go of the logs.</summary>
    public void Dispose()
    {
        _logs.ForEach(log => log.File.Dispose());
        _logs.Clear();
    }

    private static void PutBackEnd(string path, long length, byte[] end)
    {
        var left = new FileInfo(path).Length;
        if (left < length && length - left <= end.Length)
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read);
            RandomAccess.Write(file, end.AsSpan(^(int)(length - left)..), left);
            RandomAccess.FlushToDisk(file);
        }
    }
}
