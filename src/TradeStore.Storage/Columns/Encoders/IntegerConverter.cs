using System.Numerics;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>INTEGER or BIGINT.</summary>
internal readonly struct IntegerConverter<TNumber>(AllowedSign sign) : IValueConverter<TNumber, TNumber>
    where TNumber : unmanaged, IBinaryInteger<TNumber>
{
    public string? Convert(TNumber value, in EncodingContext context, out TNumber stored)
    {
        stored = value;
        return SignRule.Check(sign, TNumber.Sign(value));
    }

    public bool TryFill(in EncodingContext context, out TNumber stored)
    {
        stored = TNumber.Zero;
        return false;
    }
}
