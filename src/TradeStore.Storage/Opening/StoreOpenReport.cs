using TradeStore.Storage.Diagnostics;

namespace TradeStore.Storage.Opening;

/// <summary>What opening a store found and recovered.</summary>
public sealed record StoreOpenReport
{
    /// <summary>Gets a value indicating whether the store was made by this call.</summary>
    public bool IsNew { get; init; }

    /// <summary>Gets how long opening took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets the sequence number up to which the database held everything.</summary>
    public long DatabaseSequence { get; init; }

    /// <summary>Gets the last sequence number in the journal.</summary>
    public long JournalSequence { get; init; }

    /// <summary>Gets the journal frames (batches) that were applied because the database lacked them.</summary>
    public long ReplayedBatches { get; init; }

    /// <summary>Gets the rows in <see cref="ReplayedBatches"/>.</summary>
    public long ReplayedRows { get; init; }

    /// <summary>Gets where the files are that were moved to <c>quarantine/</c>, each with its reason beside it: logs of the engine that could not be used, Parquet files of this store that no segment names, what stood in the way of the journal's files.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>Gets what was found damaged, cut, older than the rest or not the store's, and what it means; empty when all is well.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>
    /// Gets the ranges of sequence numbers (batches) that were acknowledged and are missing: neither journal nor database holds them, or the engine refuses them and they lie in
    /// <c>quarantine/</c>, as <see cref="Findings"/> says. The former are there only with <c>OnDamage</c> at <c>AcceptDataLoss</c>, or where the machine was started anew with
    /// <c>Journal.Durability</c> at <c>Os</c>.
    /// </summary>
    public IReadOnlyList<LostSequences> Lost { get; init; } = [];
}

/// <summary>Acknowledged batches that no copy holds any more.</summary>
/// <param name="From">The first sequence number.</param>
/// <param name="To">The last sequence number; <see cref="long.MaxValue"/> where nothing is left that says how far the store had come.</param>
public sealed record LostSequences(long From, long To);

/// <summary>What is told of an opening.</summary>
internal static class OpeningTelemetry
{
    /// <summary>Tells what opening found.</summary>
    public static void Opened(this StoreTelemetry telemetry, string path, StoreOpenReport report)
    {
        foreach (var file in report.SetAside)
        {
            telemetry.Logger.FileSetAside(file);
        }

        foreach (var finding in report.Findings)
        {
            telemetry.Logger.OpeningFinding(path, finding);
        }

        foreach (var lost in report.Lost)
        {
            telemetry.Logger.SequencesLost(path, lost.From, lost.To);
        }

        telemetry.Logger.StoreOpened(path, (long)report.Duration.TotalMilliseconds, report.IsNew, report.ReplayedBatches, report.ReplayedRows, report.JournalSequence);
    }
}
