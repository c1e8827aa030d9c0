using System.Collections.Immutable;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers;

/// <summary>Which rows were corrected, by table and partition: so that reads of all others need not ask. It may name more than a snapshot holds, never fewer.</summary>
internal sealed class CorrectedRows
{
    private readonly ImmutableDictionary<(string Table, long Partition), ImmutableHashSet<CorrectedRow>> _byPartition;

    private CorrectedRows(ImmutableDictionary<(string Table, long Partition), ImmutableHashSet<CorrectedRow>> byPartition) => _byPartition = byPartition;

    public static CorrectedRows None { get; } = new(ImmutableDictionary<(string Table, long Partition), ImmutableHashSet<CorrectedRow>>.Empty);

    /// <summary>Returns these and more of a table.</summary>
    public CorrectedRows With(TableSchema table, IEnumerable<CorrectedRow> rows) => new(rows
        .GroupBy(row => (table.Name, Partition.Containing(table.Span, row.Time).Start))
        .Aggregate(_byPartition, (all, added) => all.SetItem(added.Key, all.GetValueOrDefault(added.Key, []).Union(added))));

    /// <summary>Returns those of a table's partition.</summary>
    public IReadOnlyCollection<CorrectedRow> Of(TableSchema table, Partition partition) =>
        table.Corrections is null ? [] : _byPartition.GetValueOrDefault((table.Name, partition.Start), []);
}

/// <summary>Where a row of a series is that was corrected: the values of its table's <see cref="TableSchema.KeyTexts"/>, and its time.</summary>
internal sealed class CorrectedRow(string[] texts, long time) : IEquatable<CorrectedRow>
{
    /// <summary>Gets the texts of its key.</summary>
    public IReadOnlyList<string> Texts => texts;

    /// <summary>Gets its time, microseconds since 1970 UTC.</summary>
    public long Time => time;

    public bool Equals(CorrectedRow? other) => other is not null && other.Time == time && other.Texts.SequenceEqual(texts, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as CorrectedRow);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(time);
        foreach (var text in texts)
        {
            hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }
}
