using System.Collections.Immutable;
using TradeStore.Schema;
using TradeStore.Schema.Tables;

namespace TradeStore.Tiers;

/// <summary>Which ticks venues changed, by partition: so that reads of all others need not ask. It may name more than a snapshot holds, never fewer.</summary>
internal sealed class CorrectedTicks
{
    private readonly ImmutableDictionary<long, ImmutableHashSet<CorrectedTick>> _byPartition;

    private CorrectedTicks(ImmutableDictionary<long, ImmutableHashSet<CorrectedTick>> byPartition) => _byPartition = byPartition;

    public static CorrectedTicks None { get; } = new(ImmutableDictionary<long, ImmutableHashSet<CorrectedTick>>.Empty);

    /// <summary>Returns these and more.</summary>
    public CorrectedTicks With(IEnumerable<CorrectedTick> ticks) => new(ticks
        .GroupBy(t => Partition.Containing(TickTable.Definition.Span, t.Time).Start)
        .Aggregate(_byPartition, (all, added) => all.SetItem(added.Key, all.GetValueOrDefault(added.Key, []).Union(added))));

    /// <summary>Returns those of a table's partition.</summary>
    public IReadOnlyCollection<CorrectedTick> Of(TableSchema table, Partition partition) =>
        table.Name == TickTable.Definition.Name ? _byPartition.GetValueOrDefault(partition.Start, []) : [];
}
