namespace TradeStore.Errors;

/// <summary>A row's key exists and its table does not allow that, as the client order id of another order. Nothing of its write was kept.</summary>
public sealed class DuplicateKeyException : TradeStoreException
{
    internal DuplicateKeyException(string table, string column, object value)
        : base(TradeStoreErrorCode.DuplicateKey, $"'{table}' has a row with {column} = {value} already. Use another {column}.")
    {
        Table = table;
        Column = column;
        Value = value;
    }

    /// <summary>Gets the table.</summary>
    public string Table { get; }

    /// <summary>Gets the column that must be unique.</summary>
    public string Column { get; }

    /// <summary>Gets the value that is there already.</summary>
    public object Value { get; }
}
