namespace TradeStore.Storage.Errors;

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

    /// <param name="table">The table.</param>
    /// <param name="column">The column that must be unique.</param>
    /// <param name="value">The value that is there already.</param>
    /// <param name="refused">The row that was refused.</param>
    /// <param name="stored">The row that is there; <see langword="null"/> when it could not be read.</param>
    /// <param name="says">What the row that is there says.</param>
    internal DuplicateKeyException(string table, string column, object value, object refused, object? stored = null, string? says = null)
        : base(
            TradeStoreErrorCode.DuplicateKey,
            $"'{table}' has a row with {column} = {value} already, and it says something else{(says is null ? "" : $": {says}")}. Nothing was changed.")
    {
        Table = table;
        Column = column;
        Value = value;
        Refused = refused;
        Stored = stored;
    }

    /// <summary>Gets the table.</summary>
    public string Table { get; }

    /// <summary>Gets the column that must be unique.</summary>
    public string Column { get; }

    /// <summary>Gets the value that is there already.</summary>
    public object Value { get; }

    /// <summary>Gets the row that is there, where a row with the same id said something else; <see langword="null"/> in other cases.</summary>
    public object? Stored { get; }

    /// <summary>Gets the row that was refused, complete.</summary>
    internal object? Refused { get; }
}
