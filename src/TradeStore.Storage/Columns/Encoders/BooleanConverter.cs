namespace TradeStore.Storage.Columns.Encoders;

/// <summary>BOOLEAN, one byte.</summary>
internal readonly struct BooleanConverter : IValueConverter<bool, byte>
{
    public string? Convert(bool value, in EncodingContext context, out byte stored)
    {
        stored = value ? (byte)1 : (byte)0;
        return null;
    }

    public bool TryFill(in EncodingContext context, out byte stored)
    {
        stored = 0;
        return false;
    }
}
