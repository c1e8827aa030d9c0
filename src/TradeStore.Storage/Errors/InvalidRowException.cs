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
