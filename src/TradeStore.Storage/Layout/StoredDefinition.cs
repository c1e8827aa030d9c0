using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Layout;

/// <summary>A row of <c>_tables</c>.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Text">The definition as it is kept.</param>
/// <param name="IsChanging">Whether a crash may have come before every physical table had the columns of the definition.</param>
internal sealed record StoredDefinition(string Name, string Text, bool IsChanging)
{
    private StoredTable? _table;

    /// <summary>Gets the table; made at the first use, since most definitions are just what is declared.</summary>
    /// <exception cref="TradeStoreException">The definition was written by a newer version (<see cref="TradeStoreErrorCode.StoreTooNew"/>).</exception>
    public StoredTable Table => _table ??= Read();

    private StoredTable Read()
    {
        try
        {
            return TableDefinitionJson.Read(Text);
        }
        catch (FormatException exception)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.StoreTooNew, $"The store holds a table '{Name}' that a newer version of TradeStore declared. {exception.Message} Nothing was changed.", exception);
        }
    }
}
