using TradeStore.Storage.Declarations;

namespace TradeStore.Storage.Schema;

/// <summary>
/// A state table whose rows are laid over those of a series when these are read: each names a row by its key and says what counts instead, or that the row does not count at all.
/// Each column of the series that is not in its key has the name and type that it has there.
/// </summary>
/// <param name="Table">The state table; it has the columns of the series' full key.</param>
/// <param name="Presence">Its columns that stand for the groups of the series' <see cref="TableSettings.KeyPresence"/>, in their order.</param>
/// <param name="Removed">Its column that says that the row does not count.</param>
internal sealed record Corrections(TableSchema Table, IReadOnlyList<string> Presence, string Removed)
{
    /// <summary>Gets a column that every correction has a value in.</summary>
    public string Known => Table.Columns[Table.Key[0]].Name;
}
