using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>Says what is due: decided by the map, the options and the time alone, and by what the archive holds.</summary>
internal static class TieringPlanner
{
    /// <summary>Returns the steps that are due now.</summary>
    public static IEnumerable<TieringStep> Plan(TieringContext context) => Plan(
        context.Maps.Current,
        context.Catalog.All,
        context.Options.Tiering,
        context.Now,
        context.Archive is { } archive ? segment => archive.Has(segment) && archive.IsSettled(segment) : null);

    /// <summary>Returns the steps that are due: first those that make room, then the others; of each, the oldest partition first, each table in turn.</summary>
    /// <param name="map">Where the rows are.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="options">How data ages.</param>
    /// <param name="now">The time, in microseconds since 1970.</param>
    /// <param name="isArchived">Tells whether the archive has the file of a segment, and nothing that it replaced; <see langword="null"/> without an archive.</param>
    public static IEnumerable<TieringStep> Plan(TierMap map, IEnumerable<TableSchema> tables, TieringOptions options, long now, Func<Segment, bool>? isArchived)
    {
        var judges = tables.Where(t => t.Kind == TableKind.Series).Select(t => (Table: t, Due: new TieringRules(TableAging.Of(t, options), options, now))).ToList();
        var removed = judges.SelectMany(j => map.Partitions(j.Table).Select(j.Due.Removal));
        return removed.Concat(judges.SelectMany(j => map.Partitions(j.Table).Select(p => j.Due.Other(p, isArchived)))).OfType<TieringStep>();
    }

    /// <summary>Returns a step for a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="action">What is done.</param>
    /// <param name="reason">Why, a sentence.</param>
    /// <param name="since">Since when it is due, in microseconds since 1970; <see langword="null"/> when somebody asked for it.</param>
    public static TieringStep Step(PartitionSegments partition, TieringAction action, string reason, long? since = null) => new()
    {
        Action = action,
        Table = partition.Table.Name,
        Partition = partition.Partition.Name,
        From = TimestampConversion.FromMicroseconds(partition.Partition.Start),
        To = TimestampConversion.FromMicroseconds(partition.Partition.End),
        Reason = reason,
        DueSince = since is { } time ? TimestampConversion.FromMicroseconds(time) : null,
        Rows = partition.Segments.All(s => s.Content is not null) ? partition.Segments.Sum(s => s.Content!.Rows) : null,
        Bytes = partition.Segments.All(s => s.Bytes is not null) ? partition.Segments.Sum(s => s.Bytes!.Value) : null,
    };
}
