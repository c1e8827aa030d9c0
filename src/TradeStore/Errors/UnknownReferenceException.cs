using TradeStore.Storage.Errors;

namespace TradeStore.Errors;

/// <summary>A row refers to one that is not in the store, as a fill to its order; or one that is to be changed is not there. Nothing of its write was kept.</summary>
public sealed class UnknownReferenceException : TradeStoreException
{
    internal UnknownReferenceException(string table, string column, object value)
        : this(table, column, value, "which is not in the store. Write that first.")
    {
    }

    internal UnknownReferenceException(string table, string column, object value, string explanation)
        : this($"A row for '{table}' refers to {column} = {value}, {explanation}", (table, column, value))
    {
    }

    private UnknownReferenceException(string message, (string Table, string Column, object Value) unknown)
        : base(TradeStoreErrorCode.UnknownReference, message)
    {
        var (table, column, value) = unknown;
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

    /// <summary>Returns the error of a change of a row that is not there.</summary>
    internal static UnknownReferenceException Changed(string table, string column, object value) =>
        new($"'{table}' has no row with {column} = {value}, which was to be changed.", (table, column, value));
}
