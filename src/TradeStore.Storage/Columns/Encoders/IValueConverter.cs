namespace TradeStore.Storage.Columns.Encoders;

/// <summary>Turns a value into what the column stores. A struct, so that the encoder's loop is compiled for each one.</summary>
internal interface IValueConverter<TValue, TStored>
    where TValue : struct
    where TStored : unmanaged
{
    /// <summary>Converts a value; returns the rule it breaks, or <see langword="null"/>.</summary>
    public string? Convert(TValue value, in EncodingContext context, out TStored stored);

    /// <summary>Supplies what the store fills in when the caller left the value out.</summary>
    public bool TryFill(in EncodingContext context, out TStored stored);
}
