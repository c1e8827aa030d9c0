using System.Collections.Frozen;
using System.Numerics;
using DuckDB.NET.Native;
using TradeStore.Storage.Columns.Decoders;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>Chooses how the values of a column are read in a type: once a statement, not once a value.</summary>
internal static class ValueReading
{
    private static readonly FrozenDictionary<Type, Reading> Known = AllKnown().ToFrozenDictionary();

    /// <summary>Returns the type of what <see cref="Of"/> returns: values of the type itself, or objects.</summary>
    public static Type ValuesType(Type type) => Known.TryGetValue(type, out var reading) ? reading.Values : typeof(ColumnValues<object?>);

    /// <summary>Returns what reads a column's values in a type.</summary>
    public static ColumnValues Of(ResultColumn column, Type type) => Known.TryGetValue(type, out var reading) ? reading.Of(column) : new ObjectValues(column, type);

    private static Dictionary<Type, Reading> AllKnown()
    {
        var known = new Dictionary<Type, Reading>
        {
            [typeof(string)] = new(typeof(ColumnValues<string?>), column => column.IsText ? new TextValues(column) : new ColumnValues<string?>(column)),
        };
        Add(known, column => column.Stored.Id == DuckDBType.Boolean ? Stored<byte, bool, BooleanFromStored>(column, default) : null);
        AddInteger<sbyte>(known);
        AddInteger<short>(known);
        AddInteger<int>(known);
        AddInteger<long>(known);
        AddInteger<Int128>(known);
        AddInteger<byte>(known);
        AddInteger<ushort>(known);
        AddInteger<uint>(known);
        AddInteger<ulong>(known);
        Add(known, column => column.Stored.Id == DuckDBType.Float ? Stored<float, float, NumberFromStored<float>>(column, default) : null);
        Add(known, Double);
        Add(known, Decimal);
        Add(known, column => column.Stored.Id is DuckDBType.Timestamp or DuckDBType.TimestampTz ? Stored<long, DateTime, TimestampFromStored>(column, default) : null);
        Add(known, column => column.Stored.Id is DuckDBType.Timestamp or DuckDBType.TimestampTz ? Stored<long, DateTimeOffset, OffsetFromStored>(column, default) : null);
        Add(known, column => column.Stored.Id == DuckDBType.Date ? Stored<int, DateOnly, DateFromStored>(column, default) : null);
        Add(known, column => column.Stored.Id == DuckDBType.Uuid ? Stored<Int128, Guid, UuidFromStored>(column, default) : null);
        Add<char>(known, _ => null);
        Add<TimeSpan>(known, _ => null);
        return known;
    }

    private static void Add<TValue>(Dictionary<Type, Reading> known, Func<ResultColumn, StoredReading<TValue>?> fast)
        where TValue : struct
    {
        known.Add(typeof(TValue), new(typeof(ColumnValues<TValue>), column => fast(column)?.Always() ?? new ColumnValues<TValue>(column)));
        known.Add(typeof(TValue?), new(typeof(ColumnValues<TValue?>), column => fast(column)?.OrMissing() ?? new ColumnValues<TValue?>(column)));
    }

    private static void AddInteger<TValue>(Dictionary<Type, Reading> known)
        where TValue : struct, INumberBase<TValue> => Add<TValue>(known, column => column.Stored.Id switch
        {
            DuckDBType.TinyInt => Integer<sbyte, TValue>(column),
            DuckDBType.SmallInt => Integer<short, TValue>(column),
            DuckDBType.Integer => Integer<int, TValue>(column),
            DuckDBType.BigInt => Integer<long, TValue>(column),
            DuckDBType.HugeInt => Integer<Int128, TValue>(column),
            DuckDBType.UnsignedTinyInt => Integer<byte, TValue>(column),
            DuckDBType.UnsignedSmallInt => Integer<ushort, TValue>(column),
            DuckDBType.UnsignedInteger => Integer<uint, TValue>(column),
            DuckDBType.UnsignedBigInt => Integer<ulong, TValue>(column),
            _ => null,
        });

    private static StoredReading<TValue> Integer<TStored, TValue>(ResultColumn column)
        where TStored : unmanaged, INumberBase<TStored>
        where TValue : struct, INumberBase<TValue> => Stored<TStored, TValue, CheckedNumber<TStored, TValue>>(column, default);

    private static StoredReading<decimal>? Decimal(ResultColumn column) => (column.Stored.Id, column.Stored.Precision, column.Stored.Scale) switch
    {
        (DuckDBType.Decimal, <= 4, var scale) => Stored<short, decimal, ShortDecimalFromStored>(column, new(scale)),
        (DuckDBType.Decimal, <= 9, var scale) => Stored<int, decimal, IntDecimalFromStored>(column, new(scale)),
        (DuckDBType.Decimal, <= 18, var scale) => Stored<long, decimal, DecimalFromStored>(column, new(scale)),
        (DuckDBType.Decimal, _, var scale) => Stored<Int128, decimal, WideDecimalFromStored>(column, new(scale)),
        (DuckDBType.BigInt, _, _) => Stored<long, decimal, CheckedNumber<long, decimal>>(column, default),
        (DuckDBType.HugeInt, _, _) => Stored<Int128, decimal, CheckedNumber<Int128, decimal>>(column, default),
        _ => null,
    };

    private static StoredReading<double>? Double(ResultColumn column) => (column.Stored.Id, column.Stored.Precision, column.Stored.Scale) switch
    {
        (DuckDBType.Double, _, _) => Stored<double, double, NumberFromStored<double>>(column, default),
        (DuckDBType.Decimal, > 9 and <= 18, var scale) => Stored<long, double, DoubleFromDecimal<long, DecimalFromStored>>(column, new(new(scale))),
        (DuckDBType.Decimal, > 18, var scale) => Stored<Int128, double, DoubleFromDecimal<Int128, WideDecimalFromStored>>(column, new(new(scale))),
        _ => null,
    };

    private static StoredReadingOf<TStored, TValue, TConverter> Stored<TStored, TValue, TConverter>(ResultColumn column, TConverter converter)
        where TStored : unmanaged
        where TValue : struct
        where TConverter : struct, IStoredConverter<TStored, TValue> => new(column, converter);

    private sealed record Reading(Type Values, Func<ResultColumn, ColumnValues> Of);

    private abstract class StoredReading<TValue>
        where TValue : struct
    {
        public abstract ColumnValues Always();

        public abstract ColumnValues OrMissing();
    }

    private sealed class StoredReadingOf<TStored, TValue, TConverter>(ResultColumn column, TConverter converter) : StoredReading<TValue>
        where TStored : unmanaged
        where TValue : struct
        where TConverter : struct, IStoredConverter<TStored, TValue>
    {
        public override ColumnValues Always() => new StoredValues<TStored, TValue, TConverter>(column, converter);

        public override ColumnValues OrMissing() => new NullableStoredValues<TStored, TValue, TConverter>(column, converter);
    }
}
