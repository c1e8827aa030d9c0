using DuckDB.NET.Native;

namespace TradeStore.DuckDb.Vectors;

/// <summary>One value as an object; for single values, not for columns.</summary>
public static class BoxedValue
{
    /// <summary>Reads a value as the .NET type that holds it exactly; <see langword="null"/> for NULL.</summary>
    /// <param name="vector">The column.</param>
    /// <param name="row">The row, from 0.</param>
    public static object? Read(Vector vector, int row)
    {
        if (vector.IsNull(row))
        {
            return null;
        }

        var type = vector.Type;
        return type.Id switch
        {
            DuckDBType.Boolean => vector.Values<byte>()[row] != 0,
            DuckDBType.TinyInt => vector.Values<sbyte>()[row],
            DuckDBType.SmallInt => vector.Values<short>()[row],
            DuckDBType.Integer => vector.Values<int>()[row],
            DuckDBType.BigInt => vector.Values<long>()[row],
            DuckDBType.UnsignedTinyInt => vector.Values<byte>()[row],
            DuckDBType.UnsignedSmallInt => vector.Values<ushort>()[row],
            DuckDBType.UnsignedInteger => vector.Values<uint>()[row],
            DuckDBType.UnsignedBigInt => vector.Values<ulong>()[row],
            DuckDBType.HugeInt => vector.Values<Int128>()[row],
            DuckDBType.UnsignedHugeInt => vector.Values<UInt128>()[row],
            DuckDBType.Float => vector.Values<float>()[row],
            DuckDBType.Double => vector.Values<double>()[row],
            DuckDBType.Timestamp or DuckDBType.TimestampTz => TimestampConversion.FromMicroseconds(vector.Values<long>()[row]),
            DuckDBType.Date => TimestampConversion.FromDays(vector.Values<int>()[row]),
            DuckDBType.Uuid => UuidConversion.FromStored(vector.Values<Int128>()[row]),
            DuckDBType.Varchar => vector.GetString(row),
            DuckDBType.Decimal when type.Precision <= 4 => DecimalConversion.FromScaled(vector.Values<short>()[row], type.Scale),
            DuckDBType.Decimal when type.Precision <= 9 => DecimalConversion.FromScaled(vector.Values<int>()[row], type.Scale),
            DuckDBType.Decimal when type.Precision <= 18 => DecimalConversion.FromScaled(vector.Values<long>()[row], type.Scale),
            DuckDBType.Decimal => DecimalConversion.FromScaled(vector.Values<Int128>()[row], type.Scale),
            _ => throw new NotSupportedException($"A {type.SqlName} cannot be read as one value; cast it in the query, to VARCHAR for instance."),
        };
    }
}
