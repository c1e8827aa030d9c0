using System.Globalization;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
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

/// <summary>An acknowledged frame that the engine refuses, and where it lies now.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Table">Its table; empty for a transaction of several.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="File">The file within the store.</param>
/// <param name="Reason">What the engine said.</param>
internal sealed record QuarantinedFrame(long Sequence, string Table, int Rows, string File, string Reason)
{
    /// <summary>Says what happened.</summary>
    public override string ToString() =>
        $"The engine refuses the batch of sequence {Sequence} ({Rows:N0} rows of {(Table.Length == 0 ? "several tables" : $"'{Table}'")}): {Reason} It was left out and lies in '{File}' as it was journalled; everything else is there.";
}

/// <summary>
/// Tells what is wrong with a frame, and will be each time, from what is wrong with the engine, the disk or the memory, and may be well the
/// next time. Whatever is not known for certain to be the frame's is not.
/// </summary>
internal static class FrameRefusal
{
    /// <summary>Tells whether the rows of a transaction were refused.</summary>
    public static bool IsOfRows(Exception exception) => exception switch
    {
        DuckDbException { IsFatal: false, ErrorType: var type } failure => !DiskErrors.IsFull(failure) && IsOfValues(type),
        OverflowException => true,
        _ => false,
    };

    /// <summary>Tells whether a frame could not be taken apart. One of a newer version of TradeStore is not damaged: whoever reads it needs that version.</summary>
    public static bool IsOfFrame(Exception exception) => exception is ArgumentException or IndexOutOfRangeException or OverflowException or InvalidDataException;

    private static bool IsOfValues(DuckDBErrorType type) => type is
        DuckDBErrorType.Constraint or DuckDBErrorType.Conversion or DuckDBErrorType.OutOfRange or DuckDBErrorType.Decimal or DuckDBErrorType.MismatchType
        or DuckDBErrorType.InvalidType or DuckDBErrorType.InvalidInput or DuckDBErrorType.ObjectSize or DuckDBErrorType.DivideByZero;
}
