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
            IConvertible => (T)Convert.ChangeType(value, wanted, CultureInfo.InvariantCulture),
            _ => throw new InvalidCastException($"A {value.GetType().Name} is no {wanted.Name}."),
        };
    }

    private static object Narrow(Int128 value, Type wanted) =>
        wanted == typeof(decimal)
            ? DecimalConversion.FromScaled(value, 0)
            : wanted == typeof(double)
                ? (double)value
                : Convert.ChangeType(checked((long)value), wanted, CultureInfo.InvariantCulture);
}
