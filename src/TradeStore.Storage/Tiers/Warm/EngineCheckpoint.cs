using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
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
