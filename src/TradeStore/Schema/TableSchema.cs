using System.Collections.Frozen;

namespace TradeStore.Schema;

/// <summary>A series table as the stages behind the door see it, whatever its row type is.</summary>
internal class TableSchema
{
    private readonly FrozenDictionary<string, int> _ordinals;

    protected TableSchema(TableSettings settings, IReadOnlyList<ColumnDefinition> columns)
    {
        Name = settings.Name;
        Version = settings.Version;
        Span = settings.Span;
        Duplicates = settings.Duplicates;
        Columns = columns;
        _ordinals = columns.Select((column, ordinal) => (column, ordinal))
            .ToFrozenDictionary(c => c.column.Name, c => c.ordinal, StringComparer.Ordinal);
        TimeColumn = Ordinal(settings.TimeColumn);
        Key = [.. settings.Key.Select(Ordinal)];
        ClusterKey = [.. settings.ClusterKey.Select(Ordinal)];
        OrderedKey = OrderedKey.From(this);
    }

    public string Name { get; }

    /// <summary>Gets the version of the column set; it stands in every frame.</summary>
    public ushort Version { get; }

    public IReadOnlyList<ColumnDefinition> Columns { get; }

    public PartitionSpan Span { get; }

    public DuplicateRule Duplicates { get; }

    /// <summary>Gets the column that decides the partition.</summary>
    public int TimeColumn { get; }

    public IReadOnlyList<int> Key { get; }

    /// <summary>Gets the order in which a sealed partition is laid down.</summary>
    public IReadOnlyList<int> ClusterKey { get; }

    /// <summary>Gets the parts of the key that let a series be followed in memory.</summary>
    public OrderedKey OrderedKey { get; }

    public int Ordinal(string name) => _ordinals.TryGetValue(name, out var ordinal)
        ? ordinal
        : throw new ArgumentException($"The table '{Name}' has no column '{name}'. It has: {string.Join(", ", Columns.Select(c => c.Name))}.", nameof(name));

    /// <summary>Returns the DuckDB table of a partition, quoted and with its schema.</summary>
    public string WarmTable(Partition partition) => $"warm.\"{Name}_{partition.Name}\"";

    public override string ToString() => Name;
}
