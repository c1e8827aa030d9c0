namespace TradeStore.DuckDb.Vectors;

/// <summary>A <see cref="decimal"/> taken apart.</summary>
internal readonly record struct DecimalParts(ulong Low, uint High, byte Scale, bool IsNegative)
{
    private const int Words = 4;

    public UInt128 Magnitude => new(High, Low);

    public static DecimalParts Of(decimal value)
    {
        Span<int> bits = stackalloc int[Words];
        decimal.GetBits(value, bits);
        return unchecked(new DecimalParts((uint)bits[0] | ((ulong)(uint)bits[1] << 32), (uint)bits[2], (byte)(bits[3] >> 16), bits[3] < 0));
    }
}
