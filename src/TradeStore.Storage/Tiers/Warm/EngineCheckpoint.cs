using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiers.Warm.Blocks;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>
/// Writes the engine's log into the database file: every checkpoint goes through here, and the engine makes none by itself. Before one begins,
/// what it must leave as it is has been recorded durably.
/// </summary>
/// <param name="file">The database file; <see langword="null"/> where nothing is recorded.</param>
/// <param name="record">Where the record lies.</param>
internal sealed class EngineCheckpoint(EngineFile? file = null, string record = "")
{
    private byte[] _recordedPages = [];

    /// <summary>Checkpoints.</summary>
    /// <exception cref="DuckDbException">The engine refuses, or fails.</exception>
    public void Run(DuckDbSession session)
    {
        Record();
        session.Execute("CHECKPOINT");
    }

    /// <summary>
    /// Checkpoints; returns false while a read goes on that began before the last update or schema change: the engine refuses until it has ended.
    /// </summary>
    public bool TryRun(DuckDbSession session)
    {
        try
        {
            Run(session);
            return true;
        }
        catch (DuckDbException refusal) when (refusal is { ErrorType: DuckDBErrorType.Transaction, IsFatal: false })
        {
            return false;
        }
    }

    private void Record()
    {
        if (file is null)
        {
            return;
        }

        // Only a checkpoint that has ended changes the pages, and the record is true until then: one that is refused is tried again often.
        var pages = file.ReadPages();
        if (!pages.AsSpan().SequenceEqual(_recordedPages))
        {
            CheckpointRecord.Take(file, pages)?.Write(record);
            _recordedPages = pages;
        }
    }
}

/// <summary>
/// Whether the disk has room for a checkpoint. The engine survives a transaction that finds none, but not a checkpoint: that invalidates the instance, and
/// everything has to be opened again.
/// </summary>
internal sealed class CheckpointRoom(StoreFolder folder)
{
    // What is in the log takes about as much in the file, and new blocks and metadata come in pieces of 256 KB.
    private const long Reserve = 4L << 20;
    private const long UsualFactor = 2;
    private const long MostFactor = 64;
    private long _factor = UsualFactor;

    /// <summary>Gets a value indicating whether there is room, as far as can be known before.</summary>
    public bool IsEnough => DiskSpace.Of(folder.Root) is not { } disk || disk.Free >= Volatile.Read(ref _factor) * (Log + (Reserve / UsualFactor));

    private long Log => new FileInfo(folder.Database + ".wal") is { Exists: true } file ? file.Length : 0;

    /// <summary>Notes that a checkpoint found less than it needed: the next one waits for more.</summary>
    public void WasTooLittle() => Volatile.Write(ref _factor, Math.Min(Volatile.Read(ref _factor) * 2, MostFactor));

    /// <summary>Notes that one was made.</summary>
    public void Was() => Volatile.Write(ref _factor, UsualFactor);
}
