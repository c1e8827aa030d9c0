namespace TradeStore.Storage.Errors;

/// <summary>What the store holds and what the program declares do not go together; nothing was changed.</summary>
public sealed class SchemaMismatchException : TradeStoreException
{
    internal SchemaMismatchException(string message, string? table = null, string? column = null)
        : base(TradeStoreErrorCode.SchemaMismatch, $"{message} Nothing was changed.")
    {
        Table = table;
        Column = column;
    }

    /// <summary>Gets the table; <see langword="null"/> when the store's own history is what does not match.</summary>
    public string? Table { get; }

    /// <summary>Gets the column, where one can be named.</summary>
    public string? Column { get; }
}
