namespace TradeStore.Import.Lean.Lines;

/// <summary>
/// Reads a number's UTF-8 text into a decimal of at most 8 decimals, exactly: no digit is dropped without being asked for. Takes a sign,
/// a point and an exponent.
/// </summary>
internal static class FixedNumber
{
    public const int Decimals = 8;

    // What 18 digits hold at most fits a ulong with the plainest arithmetic; nearly all market data does.
    private const int FastDigits = 18;
    private const int SlowDigits = 38;

    private static readonly ulong[] Powers = [.. Enumerable.Range(0, 20).Select(power => (ulong)UInt128.Parse($"1{new string('0', power)}"))];

    /// <summary>Reads <paramref name="text"/> divided by 10^<paramref name="scale"/>.</summary>
    /// <param name="text">All of it must be the number.</param>
    /// <param name="scale">The decimal places the writer moved the number by.</param>
    /// <param name="integerDigits">The digits the column holds before the point.</param>
    /// <param name="round">Whether excess decimals are rounded half to even.</param>
    /// <param name="value">The value when the status is <see cref="NumberStatus.Ok"/> or <see cref="NumberStatus.Rounded"/>.</param>
    public static NumberStatus Read(ReadOnlySpan<byte> text, int scale, int integerDigits, bool round, out decimal value)
    {
        var isNegative = !text.IsEmpty && text[0] == '-';
        var digits = isNegative ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > FastDigits + 1)
        {
            return ReadSlow(digits, isNegative, scale, integerDigits, round, out value);
        }

        var mantissa = 0ul;
        var point = -1;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = unchecked((uint)(digits[i] - '0'));
            if (digit <= 9)
            {
                mantissa = unchecked((mantissa * 10) + digit);
            }
            else if (digits[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return ReadSlow(digits, isNegative, scale, integerDigits, round, out value);
            }
        }

        var decimals = scale + (point < 0 ? 0 : digits.Length - point - 1);
        if (decimals > Decimals || (point < 0 && digits.Length > FastDigits) || (digits.Length == 1 && point == 0))
        {
            return ReadSlow(digits, isNegative, scale, integerDigits, round, out value);
        }

        return Finish(mantissa, isNegative, decimals, integerDigits, out value);
    }

    private static NumberStatus ReadSlow(ReadOnlySpan<byte> text, bool isNegative, int scale, int integerDigits, bool round, out decimal value)
    {
        value = 0;
        if (!isNegative && !text.IsEmpty && text[0] == '+')
        {
            text = text[1..];
        }

        if (!TryReadDigits(ref text, out var mantissa, out var decimals) || !TryReadExponent(text, out var exponent))
        {
            return NumberStatus.NotANumber;
        }

        if (mantissa == 0)
        {
            return NumberStatus.Ok;
        }

        decimals += scale - exponent;
        while (decimals > Decimals && mantissa % 10 == 0)
        {
            mantissa /= 10;
            decimals--;
        }

        for (; decimals < 0; decimals++)
        {
            if (mantissa > UInt128.MaxValue / 10)
            {
                return NumberStatus.TooLarge;
            }

            mantissa *= 10;
        }

        if (decimals <= Decimals)
        {
            return Finish(mantissa, isNegative, decimals, integerDigits, out value);
        }

        if (!round)
        {
            return NumberStatus.TooManyDecimals;
        }

        var status = Finish(RoundHalfToEven(mantissa, decimals - Decimals), isNegative, Decimals, integerDigits, out value);
        return status == NumberStatus.Ok ? NumberStatus.Rounded : status;
    }

    private static UInt128 RoundHalfToEven(UInt128 mantissa, int places)
    {
        if (places > SlowDigits)
        {
            return 0;
        }

        var unit = Power(places);
        var (quotient, rest) = UInt128.DivRem(mantissa, unit);
        var half = unit / 2;
        return rest > half || (rest == half && UInt128.IsOddInteger(quotient)) ? quotient + 1 : quotient;
    }

    private static bool TryReadDigits(ref ReadOnlySpan<byte> text, out UInt128 mantissa, out int decimals)
    {
        mantissa = 0;
        decimals = 0;
        var point = false;
        var any = false;
        var i = 0;
        for (; i < text.Length; i++)
        {
            var digit = unchecked((uint)(text[i] - '0'));
            if (digit <= 9)
            {
                if (mantissa >= Power(SlowDigits - 1))
                {
                    return false;
                }

                any = true;
                mantissa = (mantissa * 10) + digit;
                decimals += point ? 1 : 0;
            }
            else if (text[i] == '.' && !point)
            {
                point = true;
            }
            else
            {
                break;
            }
        }

        text = text[i..];
        return any;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        var isExponent = text.Length > 1 && (text[0] | 0x20) == 'e';
        var digits = isExponent ? text[(text[1] is (byte)'-' or (byte)'+' ? 2 : 1)..] : default;
        foreach (var b in digits)
        {
            if (!char.IsAsciiDigit((char)b) || exponent > 999)
            {
                return false;
            }

            exponent = (exponent * 10) + (b - '0');
        }

        exponent = isExponent && text[1] == '-' ? -exponent : exponent;
        return !digits.IsEmpty;
    }

    private static NumberStatus Finish(UInt128 mantissa, bool isNegative, int decimals, int integerDigits, out decimal value)
    {
        if (mantissa >= Power(integerDigits + decimals))
        {
            value = 0;
            return NumberStatus.TooLarge;
        }

        return Finish(mantissa, isNegative, decimals, out value);
    }

    private static NumberStatus Finish(ulong mantissa, bool isNegative, int decimals, int integerDigits, out decimal value)
    {
        if (integerDigits + decimals < Powers.Length && mantissa >= Powers[integerDigits + decimals])
        {
            value = 0;
            return NumberStatus.TooLarge;
        }

        return Finish((UInt128)mantissa, isNegative, decimals, out value);
    }

    private static NumberStatus Finish(UInt128 mantissa, bool isNegative, int decimals, out decimal value)
    {
        var low = (ulong)(mantissa & ulong.MaxValue);
        var high = (uint)(mantissa >> 64);
        value = unchecked(new decimal((int)low, (int)(low >> 32), (int)high, isNegative && mantissa != 0, (byte)decimals));
        return NumberStatus.Ok;
    }

    private static UInt128 Power(int power) =>
        power < Powers.Length ? Powers[power] : (UInt128)Powers[^1] * Powers[Math.Min(power, SlowDigits) - (Powers.Length - 1)];
}
