using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace TradeStore.Storage.Schema;

/// <summary>Every table that one store knows: those built in, those its user declared, and those that earlier users did.</summary>
internal sealed class TableCatalog
{
    private readonly FrozenDictionary<string, TableSchema> _byName;
    private readonly FrozenDictionary<string, TableSchema> _corrected;

    /// <param name="tables">The tables, those built in as the store has them.</param>
    /// <param name="precision">The store's precision.</param>
    /// <exception cref="ArgumentException">Two tables have one name.</exception>
    public TableCatalog(IEnumerable<TableSchema> tables, NumberPrecision precision = NumberPrecision.Standard)
    {
        Precision = precision;
        All = [.. tables];
        var twice = All.GroupBy(t => t.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        _byName = twice is null
            ? All.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal)
            : throw new ArgumentException($"The table '{twice.Key}' is declared {twice.Count()} times.", nameof(tables));
        _corrected = All.Where(t => t.Corrections is not null).ToFrozenDictionary(t => t.Corrections!.Table.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<TableSchema> All { get; }

    /// <summary>Gets how many digits the numbers of the built-in tables have.</summary>
    public NumberPrecision Precision { get; }

    /// <summary>Gets the tables that hold a state.</summary>
    public IEnumerable<TableSchema> States => All.Where(t => t.Kind == TableKind.State);

    public bool TryGet(string name, [NotNullWhen(true)] out TableSchema? table) => _byName.TryGetValue(name, out table);

    /// <summary>Returns a table as this store has it, with the digits that its numbers have here.</summary>
    public TTable Of<TTable>(TTable declared)
        where TTable : TableSchema => _byName.GetValueOrDefault(declared.Name) as TTable ?? declared;

    /// <summary>Returns the series that a state table corrects; <see langword="null"/> when it corrects none.</summary>
    public TableSchema? CorrectedBy(TableSchema corrections) => _corrected.GetValueOrDefault(corrections.Name);

    /// <summary>Gets the series that are corrected.</summary>
    public IEnumerable<TableSchema> Corrected => _corrected.Values;

    /// <summary>Tells whether a table is of this catalogue, and not merely of the same name.</summary>
    public bool Holds(TableSchema table) => _byName.TryGetValue(table.Name, out var known) && ReferenceEquals(known, table);
}
