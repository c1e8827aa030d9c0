using System.Collections.Frozen;
using System.Reflection;

namespace TradeStore.Storage.Schema;

/// <summary>A table as the stages behind the door see it, whatever its row type is.</summary>
public abstract class TableSchema
{
    private readonly FrozenDictionary<string, int> _ordinals;

    private protected TableSchema(TableSettings settings, IReadOnlyList<ColumnDefinition> columns)
    {
        Name = settings.Name;
        Version = settings.Version;
        Kind = settings.TimeColumn is null ? TableKind.State : TableKind.Series;
        Lane = settings.Lane;
        Span = settings.Span;
        Duplicates = Kind == TableKind.State ? DuplicateRule.Replace : settings.Duplicates;
        Aging = settings.Aging;
        Corrections = settings.Corrections;
        Columns = columns;
        _ordinals = columns.Select((column, ordinal) => (column, ordinal))
            .ToFrozenDictionary(c => c.column.Name, c => c.ordinal, StringComparer.Ordinal);
        TimeColumn = settings.TimeColumn is { } time ? Ordinal(time) : -1;
        Key = [.. settings.Key.Select(Ordinal)];
        ClusterKey = settings.ClusterKey.Count == 0 ? Key : [.. settings.ClusterKey.Select(Ordinal)];
        FullKey = TimeColumn < 0 || Key.Contains(TimeColumn) ? Key : [.. Key, TimeColumn];
        KeyPresence = [.. settings.KeyPresence.Select(group => (IReadOnlyList<int>)[.. group.Select(Ordinal)])];
        Precedence = settings.Precedence is { } precedence ? Ordinal(precedence) : -1;
        KeyTexts = [.. Key.Where(IsSeriesText)];
        OrderedKey = OrderedKey.From(this);
        ClusterTexts = [.. ClusterKey.TakeWhile(IsSeriesText)];

        bool IsSeriesText(int column) => columns[column] is { Storage: StorageKind.DictionaryText, IsNullable: false };
    }

    /// <summary>Gets the name in SQL.</summary>
    public string Name { get; }

    /// <summary>Gets whether the table holds a series or a state.</summary>
    public TableKind Kind { get; }

    /// <summary>Gets the version of the column set; it stands in every frame.</summary>
    internal ushort Version { get; }

    /// <summary>Gets the way of its rows to the journal.</summary>
    internal Lane Lane { get; }

    internal IReadOnlyList<ColumnDefinition> Columns { get; }

    internal PartitionSpan Span { get; }

    /// <summary>Gets how its rows age where no options say otherwise.</summary>
    internal Aging Aging { get; }

    /// <summary>Gets what is laid over its rows when they are read; <see langword="null"/> for most tables.</summary>
    internal Corrections? Corrections { get; }

    internal DuplicateRule Duplicates { get; }

    /// <summary>Gets the column whose greater value stays where rows replace each other; -1 when the newest does.</summary>
    internal int Precedence { get; }

    /// <summary>Gets the column that decides the partition; -1 for a state table.</summary>
    internal int TimeColumn { get; }

    internal IReadOnlyList<int> Key { get; }

    /// <summary>Gets the groups of columns of which it is part of the key whether a row has a value in any.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> KeyPresence { get; }

    /// <summary>Gets what makes two rows the same: the key, and in a series table the time, which says where the row is looked for.</summary>
    internal IReadOnlyList<int> FullKey { get; }

    /// <summary>Gets the order in which a sealed partition is laid down.</summary>
    internal IReadOnlyList<int> ClusterKey { get; }

    /// <summary>Gets the texts of <see cref="Key"/> that repeat: what tells the series of a table apart.</summary>
    internal IReadOnlyList<int> KeyTexts { get; }

    /// <summary>Gets the texts at the head of <see cref="ClusterKey"/>: by them a sealed partition is cut, and segments are passed over.</summary>
    internal IReadOnlyList<int> ClusterTexts { get; }

    /// <summary>Gets the parts of the key that let a series be followed in memory; <see langword="null"/> where the key has another shape.</summary>
    internal OrderedKey? OrderedKey { get; }

    /// <summary>
    /// Gets a value indicating whether rows go into the database in the transaction that makes them visible, and never by a memtable: those that
    /// replace others, which they have to find, and those of trading, where what one call wrote is seen as a whole.
    /// </summary>
    internal bool IsDirect => Duplicates == DuplicateRule.Replace || Lane == Lane.Trading;

    /// <summary>Gets the DuckDB table of a state table, quoted and with its schema.</summary>
    internal string StateTable => $"state.\"{Name}\"";

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Gets the type of its rows; <see langword="null"/> for a table that the store has without its declaration.</summary>
    internal virtual Type? RowType => null;

    /// <summary>Gets the members of its rows, in the order of its columns.</summary>
    internal virtual IReadOnlyList<StoredMember> Members => [];

    /// <summary>Returns the table as a store of a precision has it: itself, where its numbers have the same digits in every store.</summary>
    internal virtual TableSchema At(NumberPrecision precision) => this;

    internal int Ordinal(string name) => _ordinals.TryGetValue(name, out var ordinal)
        ? ordinal
        : throw new ArgumentException($"The table '{Name}' has no column '{name}'. It has: {string.Join(", ", Columns.Select(c => c.Name))}.", nameof(name));

    /// <summary>Returns the DuckDB table of a partition's segment, quoted and with its schema.</summary>
    internal string WarmTable(Partition partition, long segment) => $"warm.\"{Name}_{partition.Name}_{segment}\"";
}

/// <summary>A member of a table's rows.</summary>
/// <param name="Column">The name of its column.</param>
/// <param name="Property">The property.</param>
/// <param name="SetText">Sets it from a stored text, as an <see cref="Action{T1, T2}"/> of the row and the text; <see langword="null"/> where its values are stored as they are.</param>
internal sealed record StoredMember(string Column, PropertyInfo Property, Delegate? SetText);
