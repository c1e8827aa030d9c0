using System.Globalization;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;

namespace TradeStore.Storage.Writing;

/// <summary>Sets frames aside that the engine refuses: each as a file, byte for byte as it was journalled, with the reason beside it.</summary>
internal sealed class FrameQuarantine(StoreFolder folder, JournalLog journal, StorageOptions options)
{
    private const string Extension = ".frame";
    private readonly List<QuarantinedFrame> _taken = [];
    private int _count = Directory.Exists(folder.Quarantine) ? Directory.GetFiles(folder.Quarantine, "*" + Extension).Length : 0;

    /// <summary>Gets the frames that lie in quarantine, those of earlier openings among them.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Gets what was set aside since the store was opened; read while nothing is replayed.</summary>
    public IReadOnlyList<QuarantinedFrame> Taken => _taken;

    /// <summary>Sets a frame aside; its file is durable when this returns.</summary>
    /// <exception cref="IOException">It cannot be written: the frame is not to be passed over.</exception>
    public void Take(long sequence, Exception refusal)
    {
        using var frame = journal.ReadFrom(sequence).First(f => f.Sequence == sequence);
        var bytes = frame.ToBytes();
        Directory.CreateDirectory(folder.Quarantine);
        var path = Path.Combine(folder.Quarantine, string.Create(CultureInfo.InvariantCulture, $"journal-{sequence:D19}{Extension}"));
        for (var number = 2; Path.Exists(path) && !(PlainFile.IsAt(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)); number++)
        {
            // Another frame of that number, of a journal that was put back since.
            path = Path.Combine(folder.Quarantine, string.Create(CultureInfo.InvariantCulture, $"journal-{sequence:D19}-{number}{Extension}"));
        }

        var isNew = !File.Exists(path);
        var name = $"{Path.GetFileName(folder.Quarantine)}/{Path.GetFileName(path)}";
        var taken = new QuarantinedFrame(sequence, frame.Table, frame.RowCount, name, refusal.Message);
        Write($"{path}.reason.txt", System.Text.Encoding.UTF8.GetBytes($"{taken}{Environment.NewLine}"));
        Write(path, bytes);
        DirectorySync.Flush(folder.Quarantine);
        DirectorySync.Flush(folder.Root);
        _taken.Add(taken);
        _count += isNew ? 1 : 0;
        options.Telemetry?.Logger.FrameQuarantined(refusal, sequence, taken.Table, taken.Rows, name);
    }

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
