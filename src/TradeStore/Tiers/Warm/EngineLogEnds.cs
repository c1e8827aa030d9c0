namespace TradeStore.Tiers.Warm;

/// <summary>
/// The ends of the engine's logs as they were before it opened them: it cuts off the mark of a checkpoint that did not end. Where the store is refused they are put
/// back, so that everything is as it was.
/// </summary>
internal sealed class EngineLogEnds
{
    // A mark is some 50 bytes.
    private const int MostBytes = 4096;
    private readonly List<(string Path, long Length, byte[] End)> _ends = [];

    /// <summary>Reads them.</summary>
    public void Take(IEnumerable<string> logs)
    {
        _ends.Clear();
        foreach (var log in logs.Where(PlainFile.IsAt))
        {
            using var file = File.OpenHandle(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(file);
            var end = new byte[(int)Math.Min(length, MostBytes)];
            if (RandomAccess.Read(file, end, length - end.Length) == end.Length)
            {
                _ends.Add((log, length, end));
            }
        }
    }

    /// <summary>Puts back what was cut off; the database is closed, and the logs are where they were.</summary>
    public void PutBack()
    {
        foreach (var (path, length, end) in _ends)
        {
            if (PlainFile.IsAt(path) && new FileInfo(path) is var log && log.Length < length && length - log.Length <= end.Length)
            {
                var cut = end.AsSpan(^(int)(length - log.Length)..);
                using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Read);
                RandomAccess.Write(file, cut, log.Length);
                RandomAccess.FlushToDisk(file);
            }
        }

        _ends.Clear();
    }
}
