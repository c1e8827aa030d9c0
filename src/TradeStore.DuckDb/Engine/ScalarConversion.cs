using System.Globalization;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Engine;

/// <summary>The first value of a result, as the type that was asked for.</summary>
internal static class ScalarConversion
{
    public static T? FirstValue<T>(DuckDbResult result)
    {
        using var chunk = result.FetchChunk();
        return chunk is null ? default : To<T>(BoxedValue.Read(chunk.GetVector(0), 0));
    }

    public static T? To<T>(object? value)
    {
        var wanted = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return value switch
        {
            T fits => fits,
            null => default(T) is null ? default : throw new InvalidCastException($"NULL is no {wanted.Name}."),
            Int128 wide => (T)Narrow(wide, wanted),
            UInt128 wide => (T)Narrow(checked((Int128)wide), wanted),
            DateOnly date when wanted == typeof(DateTime) => (T)(object)date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            DateTime time when wanted == typeof(DateTimeOffset) => (T)(object)new DateTimeOffset(time),
            IConvertible when wanted == typeof(Int128) => (T)(object)(Int128)Convert.ToInt64(value, CultureInfo.InvariantCulture),
            Array items when IsListOf(wanted, items) => (T)Activator.CreateInstance(wanted, items)!,
            DateOnly or TimeOnly or Guid when wanted == typeof(string) => (T)(object)((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
            string text when wanted == typeof(char) && text.Length == 1 => (T)(object)text[0],
            IConvertible => (T)Convert.ChangeType(value, wanted, CultureInfo.InvariantCulture),
            _ => throw new InvalidCastException($"A {value.GetType().Name} is no {wanted.Name}."),
        };
    }

    private static bool IsListOf(Type wanted, Array items) =>
        wanted.IsGenericType
        && wanted.GetGenericTypeDefinition() == typeof(List<>)
        && wanted.GetGenericArguments()[0] == items.GetType().GetElementType();

    private static object Narrow(Int128 value, Type wanted) =>
        wanted == typeof(decimal)
            ? DecimalConversion.FromScaled(value, 0)
            : wanted == typeof(double)
                ? (double)value
                : Convert.ChangeType(checked((long)value), wanted, CultureInfo.InvariantCulture);
}
