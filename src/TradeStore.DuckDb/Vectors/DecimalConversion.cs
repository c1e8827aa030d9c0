namespace TradeStore.DuckDb.Vectors;

/// <summary>
/// <see cref="decimal"/> as DuckDB stores a DECIMAL: an integer scaled by a power of ten. Exact, or refused; nothing is rounded.
/// </summary>
public static class DecimalConversion
{
    private const int MaxScale = 28;
    private const byte MaxPrecision = 38;
    private const int UInt64Digits = 19;

    private static readonly UInt128 MaxMantissa = (UInt128.One << 96) - 1;
    private static readonly UInt128[] WidePowersOf10 = [.. Enumerable.Range(0, MaxPrecision + 1).Select(Pow)];
    private static readonly ulong[] PowersOf10 = [.. WidePowersOf10.Take(UInt64Digits + 1).Select(static power => (ulong)power)];

    /// <summary>To DECIMAL(<paramref name="precision"/>, <paramref name="scale"/>) of up to 18 digits: the value times ten to the <paramref name="scale"/>.</summary>
    /// <returns>False when the value has more decimals, or more digits at that scale.</returns>
    public static bool TryToScaled(decimal value, int precision, int scale, out long scaled)
    {
        var parts = DecimalParts.Of(value);
        var shift = scale - parts.Scale;
        var limit = PowersOf10[precision];
        ulong magnitude;
        scaled = 0;
        if (parts.High == 0 && shift is >= 0 and < UInt64Digits)
        {
            if (Math.BigMul(parts.Low, PowersOf10[shift], out magnitude) != 0 || magnitude >= limit)
            {
                return false;
            }
        }
        else if (TryScale(parts, shift, limit, out var wide))
        {
            magnitude = (ulong)wide;
        }
        else
        {
            return false;
        }

        scaled = parts.IsNegative ? -(long)magnitude : (long)magnitude;
        return true;
    }

    /// <summary>To DECIMAL(<paramref name="precision"/>, <paramref name="scale"/>) of up to 38 digits: the value times ten to the <paramref name="scale"/>.</summary>
    /// <returns>False when the value has more decimals, or more digits at that scale.</returns>
    public static bool TryToScaled128(decimal value, int precision, int scale, out Int128 scaled)
    {
        var parts = DecimalParts.Of(value);
        var fits = TryScale(parts, scale - parts.Scale, WidePowersOf10[precision], out var magnitude);
        scaled = fits ? unchecked(parts.IsNegative ? -(Int128)magnitude : (Int128)magnitude) : 0;
        return fits;
    }

    /// <summary>From DECIMAL(18, <paramref name="scale"/>); the result keeps that scale.</summary>
    public static decimal FromScaled(long scaled, int scale)
    {
        var magnitude = unchecked((ulong)(scaled < 0 ? -scaled : scaled));
        return unchecked(new decimal((int)magnitude, (int)(magnitude >> 32), 0, scaled < 0, (byte)scale));
    }

    /// <summary>
    /// From a DECIMAL of any precision. The result keeps the scale, unless the value fits only without its trailing zeros: then it has none.
    /// </summary>
    /// <exception cref="OverflowException">The value has more than the 96 bits or 28 decimals of <see cref="decimal"/>; never below 10^28.</exception>
    public static decimal FromScaled(Int128 scaled, int scale)
    {
        var narrow = unchecked((long)scaled);
        if (narrow == scaled && scale <= MaxScale)
        {
            return FromScaled(narrow, scale);
        }

        var negative = scaled < 0;
        var magnitude = unchecked((UInt128)(negative ? -scaled : scaled));
        if (magnitude > MaxMantissa || scale > MaxScale)
        {
            (magnitude, var shortest) = Shorten(magnitude, scale);
            if (magnitude > MaxMantissa || shortest > MaxScale)
            {
                throw new OverflowException($"{scaled} / 10^{scale} has more digits than System.Decimal, which holds 28.");
            }

            scale = shortest;
        }

        return unchecked(new decimal((int)magnitude, (int)(magnitude >> 32), (int)(magnitude >> 64), negative, (byte)scale));
    }

    /// <summary>The value with the decimals it has, and the digits that takes.</summary>
    internal static (byte Precision, Int128 Scaled) ToScaledAsIs(decimal value)
    {
        var parts = DecimalParts.Of(value);
        var magnitude = parts.Magnitude;
        var precision = Math.Max((byte)1, parts.Scale);
        while (precision < MaxPrecision && magnitude >= WidePowersOf10[precision])
        {
            precision++;
        }

        return (precision, unchecked(parts.IsNegative ? -(Int128)magnitude : (Int128)magnitude));
    }

    // Takes zeros off the end, many at a time.
    private static (UInt128 Magnitude, int Scale) Shorten(UInt128 magnitude, int scale)
    {
        for (var zeros = 16; zeros > 0; zeros >>= 1)
        {
            while (scale >= zeros)
            {
                var (quotient, rest) = UInt128.DivRem(magnitude, WidePowersOf10[zeros]);
                if (rest != 0)
                {
                    break;
                }

                magnitude = quotient;
                scale -= zeros;
            }
        }

        return (magnitude, scale);
    }

    private static bool TryScale(DecimalParts parts, int shift, UInt128 limit, out UInt128 magnitude)
    {
        if (parts.High == 0 && Math.Abs(shift) <= UInt64Digits)
        {
            return TryScaleNarrow(parts.Low, shift, out magnitude) && magnitude < limit;
        }

        magnitude = parts.Magnitude;
        if (magnitude == 0)
        {
            return true;
        }

        if (shift < 0)
        {
            (magnitude, var rest) = UInt128.DivRem(magnitude, WidePowersOf10[-shift]);
            return rest == 0 && magnitude < limit;
        }

        // Divided rather than multiplied, which could go beyond 128 bits.
        if (magnitude > (limit - 1) / WidePowersOf10[shift])
        {
            return false;
        }

        magnitude *= WidePowersOf10[shift];
        return true;
    }

    // 64-bit arithmetic: several times faster than the general case, and nearly every price and size is one of these.
    private static bool TryScaleNarrow(ulong mantissa, int shift, out UInt128 magnitude)
    {
        if (shift >= 0)
        {
            var high = Math.BigMul(mantissa, PowersOf10[shift], out var low);
            magnitude = new UInt128(high, low);
            return true;
        }

        var (quotient, rest) = Math.DivRem(mantissa, PowersOf10[-shift]);
        magnitude = quotient;
        return rest == 0;
    }

    private static UInt128 Pow(int power) => power == 0 ? 1 : 10 * Pow(power - 1);

    private readonly record struct DecimalParts(ulong Low, uint High, byte Scale, bool IsNegative)
    {
        public UInt128 Magnitude => new(High, Low);

        public static DecimalParts Of(decimal value)
        {
            Span<int> bits = stackalloc int[4];
            decimal.GetBits(value, bits);
            return unchecked(new DecimalParts((uint)bits[0] | ((ulong)(uint)bits[1] << 32), (uint)bits[2], (byte)(bits[3] >> 16), bits[3] < 0));
        }
    }
}
