using System.Globalization;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>Turns a result's value into what a caller asked for, exactly or not at all.</summary>
internal static class ValueConversion
{
    private static bool IsScalar(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare.IsPrimitive || bare.IsEnum || bare == typeof(string) || bare == typeof(decimal) || bare == typeof(DateTime) || bare == typeof(DateTimeOffset)
            || bare == typeof(DateOnly) || bare == typeof(Guid) || bare == typeof(Int128) || bare == typeof(TimeSpan);
    }

    /// <summary>Tells whether one column alone is read in a type: a scalar, or a list of texts.</summary>
    public static bool IsValue(Type type) => IsScalar(type) || (type != typeof(object) && type.IsAssignableFrom(typeof(string[])));

    /// <exception cref="InvalidQueryException">The value does not fit the type.</exception>
    public static object? To(Type type, object? value, string column)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
        {
            return !type.IsValueType || bare != type ? null : throw new InvalidQueryException($"Column '{column}' is NULL, which a {type.Name} cannot hold.");
        }

        if (bare.IsInstanceOfType(value))
        {
            return value;
        }

        try
        {
            return Convert(bare, value);
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or FormatException or ArgumentException)
        {
            throw new InvalidQueryException($"Column '{column}' holds {value} ({value.GetType().Name}), which does not fit a {bare.Name}.", exception);
        }
    }

    private static object Convert(Type type, object value) => value switch
    {
        // Sums of BIGINT come as 128-bit numbers.
        Int128 wide => System.Convert.ChangeType(type == typeof(decimal) || type == typeof(double) ? (decimal)wide : checked((long)wide), type, CultureInfo.InvariantCulture),
        DateTime time when type == typeof(DateTimeOffset) => new DateTimeOffset(time),
        string text when type.IsEnum => SqlName.Parse(type, text),
        decimal or double or float when IsIntegral(type) => Integral(type, System.Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
    };

    private static bool IsIntegral(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    private static object Integral(Type type, decimal value) => decimal.IsInteger(value)
        ? System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture)
        : throw new InvalidCastException("The value has a fraction.");
}
