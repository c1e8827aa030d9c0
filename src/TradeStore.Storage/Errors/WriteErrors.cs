using System.Globalization;

namespace TradeStore.Storage.Errors;

/// <summary>A row breaks a rule of its table. Its whole batch was refused and nothing else is affected.</summary>
public sealed class InvalidRowException : TradeStoreException
{
    internal InvalidRowException(string table, int rowIndex, string column, object? value, string reason)
        : base(TradeStoreErrorCode.InvalidRow, $"Row {rowIndex} of the batch for '{table}': column '{column}' = {Format(value)}: {reason}")
    {
        Table = table;
        RowIndex = rowIndex;
        Column = column;
        Value = value;
        Reason = reason;
    }

    /// <summary>Gets the table the batch was for.</summary>
    public string Table { get; }

    /// <summary>Gets the index of the row in the caller's batch, from 0.</summary>
    public int RowIndex { get; }

    /// <summary>Gets the column.</summary>
    public string Column { get; }

    /// <summary>Gets the value that was refused.</summary>
    public object? Value { get; }

    /// <summary>Gets the rule the value breaks.</summary>
    public string Reason { get; }

    /// <summary>Returns the same error about another row of the batch.</summary>
    internal InvalidRowException InRow(int rowIndex) => new(Table, rowIndex, Column, Value, Reason);

    private static string Format(object? value)
    {
        const int Longest = 80;
        var text = value switch
        {
            null => "NULL",
            DateTime time => $"{time:O} ({time.Kind})",
            string s => $"'{s}'",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}… ({text.Length} characters)";
    }
}

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

/// <summary>The disk has no room for the write; nothing of it was acknowledged.</summary>
/// <param name="message">What, where, and what to do.</param>
/// <param name="innerException">The cause, if another error was.</param>
public sealed class DiskFullException(string message, Exception? innerException = null)
    : TradeStoreException(TradeStoreErrorCode.DiskFull, message, innerException);

/// <summary>The archive folder is missing, has no room, or cannot be written; nothing was removed from the store or from the archive.</summary>
public sealed class ArchiveUnavailableException : TradeStoreException
{
    internal ArchiveUnavailableException(string folder, string message, Exception? innerException = null)
        : base(TradeStoreErrorCode.ArchiveUnavailable, message, innerException) => Folder = folder;

    /// <summary>Gets the archive folder: <c>Tiering.Archive</c>.</summary>
    public string Folder { get; }
}
