using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns;

/// <summary>DECIMALs of a frame that was written before their column was widened.</summary>
internal static class DecimalWidening
{
    /// <summary>Tells whether a frame's values are not yet as the column's are.</summary>
    public static bool IsNeeded(ColumnDefinition column, DecimalFormat written) =>
        column.IsDecimal && (column.Type != written.Type || column.Scale != written.Scale);

    /// <summary>Returns the values as the column has them.</summary>
    public static ColumnData Widen(ColumnDefinition column, DecimalFormat written, ColumnData data)
    {
        Int128 factor = 1;
        for (var digit = written.Scale; digit < column.Scale; digit++)
        {
            factor *= 10;
        }

        return data.Values.IsEmpty ? data : new ColumnData
        {
            IsAllNull = data.IsAllNull,
            Validity = data.Validity,
            Values = (written.Type, column.Type) switch
            {
                (ColumnType.Decimal18, ColumnType.Decimal18) => Scaled(data.ValuesAs<long>(), (long)factor),
                (ColumnType.Decimal18, _) => Scaled(data.ValuesAs<long>(), factor),
                _ => Scaled(data.ValuesAs<Int128>(), factor),
            },
        };
    }

    private static byte[] Scaled<TFrom, TTo>(ReadOnlySpan<TFrom> values, TTo factor)
        where TFrom : struct, IBinaryInteger<TFrom>
        where TTo : struct, IBinaryInteger<TTo>
    {
        var scaled = new byte[values.Length * Unsafe.SizeOf<TTo>()];
        var target = MemoryMarshal.Cast<byte, TTo>(scaled.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            target[i] = checked(TTo.CreateChecked(values[i]) * factor);
        }

        return scaled;
    }
}
