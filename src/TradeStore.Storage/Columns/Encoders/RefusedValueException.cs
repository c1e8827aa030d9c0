namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Carries a refusal from a column up to the batch, which knows the table and makes the caller's error of it.</summary>
internal sealed class RefusedValueException(int rowIndex, string column, object? value, string reason) : Exception(reason)
{
    public int RowIndex { get; } = rowIndex;

    public string Column { get; } = column;

    public object? Value { get; } = value;
}
