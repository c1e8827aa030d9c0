using System.Numerics;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns.Decoders;
using Vector = TradeStore.DuckDb.Vectors.Vector;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>Values that are made of what the engine stores without an object between, where none may be missing.</summary>
internal sealed class StoredValues<TNative, TResult, TConversion>(ResultColumn column, TConversion converter) : ColumnValues<TResult>(column)
    where TNative : unmanaged
    where TResult : struct
    where TConversion : struct, IStoredConverter<TNative, TResult>
{
    protected override void Fill(Vector vector, Span<TResult> values)
    {
        var stored = vector.Values<TNative>();
        try
        {
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = vector.IsNull(row) ? (TResult)ValueConversion.To(typeof(TResult), value: null, Column.Name)! : converter.Convert(stored[row]);
            }
        }
        catch (OverflowException)
        {
            base.Fill(vector, values);
        }
    }
}

/// <summary>Values that are made of what the engine stores without an object between, where some may be missing.</summary>
internal sealed class NullableStoredValues<TNative, TResult, TConversion>(ResultColumn column, TConversion converter) : ColumnValues<TResult?>(column)
    where TNative : unmanaged
    where TResult : struct
    where TConversion : struct, IStoredConverter<TNative, TResult>
{
    protected override void Fill(Vector vector, Span<TResult?> values)
    {
        var stored = vector.Values<TNative>();
        try
        {
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = vector.IsNull(row) ? null : converter.Convert(stored[row]);
            }
        }
        catch (OverflowException)
        {
            base.Fill(vector, values);
        }
    }
}

/// <summary>A whole number as one of another width, if it fits.</summary>
internal readonly struct CheckedNumber<TStored, TValue> : IStoredConverter<TStored, TValue>
    where TStored : unmanaged, INumberBase<TStored>
    where TValue : struct, INumberBase<TValue>
{
    public TValue Convert(TStored stored) => TValue.CreateChecked(stored);
}

/// <summary>A DECIMAL as DOUBLE, by way of the decimal that it is.</summary>
internal readonly struct DoubleFromDecimal<TStored, TConverter>(TConverter toDecimal) : IStoredConverter<TStored, double>
    where TStored : unmanaged
    where TConverter : struct, IStoredConverter<TStored, decimal>
{
    public double Convert(TStored stored) => (double)toDecimal.Convert(stored);
}

internal readonly struct OffsetFromStored : IStoredConverter<long, DateTimeOffset>
{
    public DateTimeOffset Convert(long stored) => new(TimestampConversion.FromMicroseconds(stored));
}
