namespace TradeStore.Errors;

/// <summary>A row refers to one that is not in the store, as a fill to its order. Nothing of its write was kept.</summary>
public sealed class UnknownReferenceException : TradeStoreException
{
    internal UnknownReferenceException(string table, string column, object value)
        : this(table, column, value, "which is not in the store. Write that first.")
    {
    }

    internal UnknownReferenceException(string table, string column, object value, string explanation)
        : base(TradeStoreErrorCode.UnknownReference, $"A row for '{table}' refers to {column} = {value}, {explanation}")
    {
        Table = table;
        Column = column;
        Value = value;
    }

    /// <summary>Gets the table the row was for.</summary>
    public string Table { get; }

    /// <summary>Gets the column that refers.</summary>
    public string Column { get; }

    /// <summary>Gets the value that leads nowhere.</summary>
    public object Value { get; }
}
