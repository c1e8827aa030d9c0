using System.Collections.Immutable;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Reading;

/// <summary>Where some rows of a partition are read from: a table or a file, and the condition on its rows.</summary>
/// <param name="Location">What SQL reads; its rows are called <c>s</c>.</param>
/// <param name="Unless">The joins that leave out keys which another generation decides, each with a space before it.</param>
/// <param name="Where">The condition, with WHERE; empty when all rows are asked for.</param>
/// <param name="Position">The place of a row within it, as SQL.</param>
/// <param name="Segment">The segment; <see langword="null"/> for a memtable.</param>
internal sealed record RowSource(string Location, string Unless, string Where, string Position, Segment? Segment)
{
    /// <summary>Gets a value indicating whether what corrects the rows is laid over them: they come in no order then.</summary>
    public bool IsCorrected { get; init; }

    /// <summary>Returns it as what stands behind FROM.</summary>
    public override string ToString() => $"{Location} AS s{Unless}{Where}";
}

/// <summary>What a view of a logical table was made of; made anew when it is another.</summary>
internal readonly record struct ViewSources(ImmutableArray<PartitionSegments> Partitions, ImmutableArray<Memtable> Memtables, int PartitionsOfMemtables, TimeRange Times, string Widened, CorrectedRows Corrected);
