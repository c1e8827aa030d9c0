using System.Text;

namespace TradeStore.Import.Lean.Lines;

/// <summary>
/// Takes one line's fields in turn. The first thing wrong is kept in <see cref="Error"/> and all later reads do nothing, so that a
/// line's format reads as a list of its fields.
/// </summary>
internal ref struct LineParser(ReadOnlySpan<byte> line, ExcessDecimalsRule excess)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const int LongestQuoted = 40;
    private ReadOnlySpan<byte> _rest = line;
    private bool _ended;
    private int _field;

    public string? Error { get; private set; }

    public int RoundedValues { get; private set; }

    public readonly bool HasMore => !_ended;

    public ReadOnlySpan<byte> Text(string name)
    {
        if (Error is not null)
        {
            return default;
        }

        if (_ended)
        {
            Error = $"the line ends after {_field} fields, before its {name}";
            return default;
        }

        _field++;
        var comma = _rest.IndexOf((byte)',');
        _ended = comma < 0;
        var text = _ended ? _rest : _rest[..comma];
        _rest = _ended ? default : _rest[(comma + 1)..];
        return text;
    }

    /// <summary>Reads a price, which may be negative.</summary>
    public decimal Price(string name, int scale) => Number(name, Text(name), scale, integerDigits: 10);

    /// <summary>Reads a price, or 0 from an empty field: that is how LEAN writes a missing side of a bar.</summary>
    public decimal PriceOrEmpty(string name, int scale, out ReadOnlySpan<byte> text)
    {
        text = Text(name);
        return text.IsEmpty ? 0 : Number(name, text, scale, integerDigits: 10);
    }

    /// <summary>Reads a size that fits DECIMAL(18,8).</summary>
    public decimal Size(string name) => NotNegative(name, Number(name, Text(name), 0, integerDigits: 10));

    /// <summary>Reads a volume that fits DECIMAL(28,8).</summary>
    public decimal Volume(string name) => NotNegative(name, Number(name, Text(name), 0, integerDigits: 20));

    /// <summary>Checks a size that is only kept as text, which may have any number of decimals.</summary>
    public ReadOnlySpan<byte> SizeText(string name)
    {
        var text = Text(name);
        if (Error is null && !text.IsEmpty)
        {
            var status = FixedNumber.Read(text, 0, integerDigits: 20, round: true, out var size);
            Check(name, text, status == NumberStatus.Rounded ? NumberStatus.Ok : status);
            NotNegative(name, size);
        }

        return text;
    }

    /// <summary>Reads milliseconds since midnight, with or without a fraction, as microseconds.</summary>
    public long TimeOfDay()
    {
        const string Name = "time";
        var text = Text(Name);
        if (text.Length is > 0 and <= 8 && TryDigits(text, out var whole) && whole < MicrosecondsPerDay / 1000)
        {
            return whole * 1000L;
        }

        var milliseconds = Number(Name, text, 0, integerDigits: 10);
        var microseconds = milliseconds * 1000;
        if (Error is null && microseconds is < 0 or >= MicrosecondsPerDay)
        {
            Fail(Name, text, "is not within a day");
        }
        else if (Error is null && microseconds != decimal.Truncate(microseconds))
        {
            RoundedValues++;
            if (excess == ExcessDecimalsRule.Refuse)
            {
                Fail(Name, text, "is finer than a microsecond");
            }
        }

        return Error is null ? (long)Math.Min(decimal.Round(microseconds, 0, MidpointRounding.ToEven), MicrosecondsPerDay - 1) : 0;
    }

    /// <summary>Reads <c>yyyyMMdd HH:mm</c>; the time as microseconds since midnight.</summary>
    public DateOnly DayAndTime(out long timeOfDay)
    {
        const string Name = "time";
        const long MicrosecondsPerMinute = 60_000_000;
        var text = Text(Name);
        timeOfDay = 0;
        if (Error is not null)
        {
            return default;
        }

        if (text.Length == 14 && text[8] == ' ' && text[11] == ':'
            && TryDigits(text[..4], out var year) && TryDigits(text[4..6], out var month) && TryDigits(text[6..8], out var day)
            && TryDigits(text[9..11], out var hour) && TryDigits(text[12..], out var minute)
            && year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60)
        {
            timeOfDay = ((hour * 60) + minute) * MicrosecondsPerMinute;
            return new DateOnly(year, month, day);
        }

        Fail(Name, text, "is not a time written as yyyyMMdd HH:mm");
        return default;
    }

    public void End()
    {
        if (Error is null && !_ended)
        {
            Error = $"the line goes on after its {_field} fields";
        }
    }

    /// <summary>Reports a rule broken by fields together.</summary>
    public void Fail(string reason) => Error ??= reason;

    private readonly string Describe(string name, scoped ReadOnlySpan<byte> text, string reason)
    {
        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, LongestQuoted)]);
        return $"field {_field} ({name}): '{shown}{(text.Length > LongestQuoted ? "…" : "")}' {reason}";
    }

    private void Fail(string name, scoped ReadOnlySpan<byte> text, string reason) => Error ??= Describe(name, text, reason);

    private decimal NotNegative(string name, decimal value)
    {
        if (value < 0)
        {
            Error ??= $"field {_field} ({name}): {value} is negative";
        }

        return value;
    }

    private decimal Number(string name, scoped ReadOnlySpan<byte> text, int scale, int integerDigits)
    {
        if (Error is not null)
        {
            return 0;
        }

        Check(name, text, FixedNumber.Read(text, scale, integerDigits, excess == ExcessDecimalsRule.RoundToEven, out var value));
        return value;
    }

    private void Check(string name, scoped ReadOnlySpan<byte> text, NumberStatus status)
    {
        switch (status)
        {
            case NumberStatus.Ok:
                break;
            case NumberStatus.Rounded:
                RoundedValues++;
                break;
            case NumberStatus.TooManyDecimals:
                Fail(name, text, $"has more than {FixedNumber.Decimals} decimals");
                break;
            case NumberStatus.TooLarge:
                Fail(name, text, "is too large for its column");
                break;
            default:
                Fail(name, text, "is not a number");
                break;
        }
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var b in text)
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }

            value = (value * 10) + (b - '0');
        }

        return true;
    }
}
