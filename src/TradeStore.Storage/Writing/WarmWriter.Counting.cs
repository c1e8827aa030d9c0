using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Writing;

/// <content>Counts what becomes of rows whose caller asks.</content>
internal sealed partial class WarmWriter
{
    /// <summary>
    /// Applies frames, in the order of their sequence numbers; they are visible when this returns, but for the tables that
    /// <see cref="Shortage"/> holds then.
    /// </summary>
    public void Apply(IReadOnlyList<PendingFrame> frames)
    {
        if (frames is [{ Counting: { } counting } frame])
        {
            ApplyCounted(frame, counting);
        }
        else
        {
            ApplyAll(frames);
        }
    }

    /// <summary>Applies a frame, and notes what became of its rows when they are visible.</summary>
    private void ApplyCounted(PendingFrame frame, RowCounting counting)
    {
        var table = frame.Batches[0].Table;

        // Rows that wait for room are missing from what is compared, and come from the journal later, when nobody counts.
        var counts = Shortage.Holds(table) ? null : TryCount(frame, counting);
        ApplyAll([frame]);
        if (Shortage.Holds(table))
        {
            counting.GiveUp(UncountedReason.DiskFull);
        }
        else if (counts is not null)
        {
            counting.Counted(counts);
        }
    }

    private void Settled(IReadOnlyList<SettledRows> settled)
    {
        foreach (var rows in settled)
        {
            _telemetry?.Settled(rows.Table, rows.Kept, rows.AlreadyThere, rows.InConflict, rows.Undecided);
        }
    }

    // What cannot be counted is written all the same.
    private AppendCounts? TryCount(PendingFrame frame, RowCounting counting)
    {
        try
        {
            return _session.Count(frame.Batches[0]);
        }
        catch (Exception failure) when (WhyUncounted(failure, frame.Batches[0].Table) is { } reason)
        {
            counting.GiveUp(reason);
            return null;
        }
    }

    private UncountedReason? WhyUncounted(Exception failure, TableSchema table) => failure switch
    {
        StoreCorruptException => UncountedReason.Damaged,
        _ when DiskShortage.Is(failure) => UncountedReason.DiskFull,
        DuckDbException { IsFatal: false } refused when new DamageSearch(_maps.Current, [table]).Find(refused, () => _closing.IsCancellationRequested) is not null => UncountedReason.Damaged,
        _ => null,
    };
}
