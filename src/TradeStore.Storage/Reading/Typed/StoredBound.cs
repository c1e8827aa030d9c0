using System.Globalization;
using System.Runtime.InteropServices;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.Typed;

/// <summary>
/// A caller's value in a column's own units: the largest value the column can hold that is not above it, so that comparisons are exact
/// however fine the caller's value is; but a time is cut, as those that are written are.
/// </summary>
/// <param name="Value">What is bound.</param>
/// <param name="IsExact">Whether that is the caller's value.</param>
/// <param name="Outside">Below 0 when the caller's value lies below all that the column can hold, above 0 when above.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoredBound(object Value, bool IsExact = true, int Outside = 0)
{
    /// <exception cref="InvalidQueryException">The value is none of the column's.</exception>
    public static StoredBound Of(QueryValue column, object value)
    {
        if (column.ToParameter is not null)
        {
            return Named(column, value);
        }

        return (column.Definition.Type, value) switch
        {
            (ColumnType.Decimal18 or ColumnType.Decimal38, _) when IsNumber(value) => Number(value, column.Definition.Scale, LargestDecimal(column.Definition)),
            (ColumnType.BigInt, _) when IsNumber(value) => Whole(Number(value, scale: 0, long.MaxValue, long.MinValue), number => (long)number),
            (ColumnType.Integer, _) when IsNumber(value) => Whole(Number(value, scale: 0, int.MaxValue, int.MinValue), number => (int)number),
            (ColumnType.Double, double or float) => new(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            (ColumnType.Timestamp, DateTime time) => Time(column, time),
            (ColumnType.Timestamp, DateTimeOffset time) => Time(column, time.UtcDateTime),
            (ColumnType.Date, DateOnly) or (ColumnType.Uuid, Guid) or (ColumnType.Boolean, bool) => new(value),
            (ColumnType.Text, string text) => new(Text(column, text)),
            _ => throw new InvalidQueryException($"{column.Told} ({column.Definition.SqlType}) cannot be compared with a {value.GetType().Name}."),
        };
    }

    /// <summary>Returns a text that can be bound.</summary>
    public static string Text(QueryValue column, string text)
    {
        try
        {
            _ = Strict.GetByteCount(text);
            return text;
        }
        catch (System.Text.EncoderFallbackException exception)
        {
            throw new InvalidQueryException($"{column.Told} cannot be compared with a text that is not valid Unicode (a lone surrogate).", exception);
        }
    }

    private static System.Text.UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static bool IsNumber(object value) => value is decimal || Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.UInt64;

    // Of more than 28 digits the last ones cannot be compared with any decimal; beyond all decimals there is nothing to compare.
    private static decimal LargestDecimal(ColumnDefinition column)
    {
        var digits = Math.Min((int)column.Precision, 28);
        var decimals = Math.Max(0, column.Scale - (column.Precision - digits));
        Int128 scaled = 1;
        for (var digit = 0; digit < digits; digit++)
        {
            scaled *= 10;
        }

        return column.Precision - column.Scale > 28 ? decimal.MaxValue : DecimalConversion.FromScaled(scaled - 1, decimals);
    }

    private static StoredBound Number(object value, int scale, decimal limit, decimal? lowest = null)
    {
        var number = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        if (number > limit || number < (lowest ?? -limit))
        {
            return new(number, IsExact: false, number > limit ? 1 : -1);
        }

        var floor = decimal.Round(number, Math.Min(scale, 28), MidpointRounding.ToNegativeInfinity);
        return new(floor, floor == number);
    }

    private static StoredBound Whole(StoredBound number, Func<decimal, object> convert) =>
        number.Outside != 0 ? number : number with { Value = convert((decimal)number.Value) };

    private static StoredBound Time(QueryValue column, DateTime time)
    {
        if (time.Kind != DateTimeKind.Utc)
        {
            throw new InvalidQueryException($"{column.Told} is compared with {time:O} of kind {time.Kind}; times are UTC.");
        }

        // As it is stored: a row is found by the very time it was written with.
        return new(UtcTime.ToMicroseconds(time));
    }

    private static StoredBound Named(QueryValue column, object value)
    {
        // C# compares enumerations as the numbers behind them.
        var member = column.MemberType.IsEnum && value.GetType() != column.MemberType && IsNumber(value) ? Enum.ToObject(column.MemberType, value) : value;
        try
        {
            var stored = column.ToParameter!(member);
            return stored is not string name || column.Definition.AllowedTexts.Count == 0 || column.Definition.AllowedTexts.Contains(name, StringComparer.Ordinal)
                ? new(stored)
                : throw new InvalidQueryException($"{column.Told} has no name for {member}. It has: {string.Join(", ", column.Definition.AllowedTexts)}.");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidCastException)
        {
            throw new InvalidQueryException($"{column.Told} has no name for {member}: {exception.Message}", exception);
        }
    }
}
