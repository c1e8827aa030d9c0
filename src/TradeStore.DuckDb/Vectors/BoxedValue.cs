using TradeStore.DuckDb.Engine;

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
            DuckDbTypeId.Boolean => vector.Values<byte>()[row] != 0,
            DuckDbTypeId.TinyInt => vector.Values<sbyte>()[row],
            DuckDbTypeId.SmallInt => vector.Values<short>()[row],
            DuckDbTypeId.Integer => vector.Values<int>()[row],
            DuckDbTypeId.BigInt => vector.Values<long>()[row],
            DuckDbTypeId.UTinyInt => vector.Values<byte>()[row],
            DuckDbTypeId.USmallInt => vector.Values<ushort>()[row],
            DuckDbTypeId.UInteger => vector.Values<uint>()[row],
            DuckDbTypeId.UBigInt => vector.Values<ulong>()[row],
            DuckDbTypeId.HugeInt => vector.Values<Int128>()[row],
            DuckDbTypeId.UHugeInt => vector.Values<UInt128>()[row],
            DuckDbTypeId.Float => vector.Values<float>()[row],
            DuckDbTypeId.Double => vector.Values<double>()[row],
            DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz => TimestampConversion.FromMicroseconds(vector.Values<long>()[row]),
            DuckDbTypeId.Date => TimestampConversion.FromDays(vector.Values<int>()[row]),
            DuckDbTypeId.Uuid => UuidConversion.FromStored(vector.Values<Int128>()[row]),
            DuckDbTypeId.Varchar => vector.GetString(row),
            DuckDbTypeId.Decimal => Decimal(vector, row, type.ValueSize, type.Scale),
            _ => throw new NotSupportedException($"A {type.SqlName} cannot be read as one value; cast it in the query, to VARCHAR for instance."),
        };
    }

    private static decimal Decimal(Vector vector, int row, int size, int scale) => size switch
    {
        sizeof(short) => DecimalConversion.FromScaled(vector.Values<short>()[row], scale),
        sizeof(int) => DecimalConversion.FromScaled(vector.Values<int>()[row], scale),
        sizeof(long) => DecimalConversion.FromScaled(vector.Values<long>()[row], scale),
        _ => DecimalConversion.FromScaled(vector.Values<Int128>()[row], scale),
    };
}
