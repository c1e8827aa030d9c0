using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>Reads the values of one column: chosen once by the column's type, then moved from chunk to chunk.</summary>
internal abstract unsafe class ColumnReader
{
    private ulong* _validity;

    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public abstract Type FieldType { get; }

    protected byte* Data { get; private set; }

    public static ColumnReader For(DuckDbColumnType type) => type.Id switch
    {
        DuckDbTypeId.Boolean => new BooleanReader(),
        DuckDbTypeId.TinyInt => new NumberReader<sbyte>(),
        DuckDbTypeId.SmallInt => new NumberReader<short>(),
        DuckDbTypeId.Integer or DuckDbTypeId.SqlNull => new NumberReader<int>(),
        DuckDbTypeId.BigInt => new NumberReader<long>(),
        DuckDbTypeId.UTinyInt => new NumberReader<byte>(),
        DuckDbTypeId.USmallInt => new NumberReader<ushort>(),
        DuckDbTypeId.UInteger => new NumberReader<uint>(),
        DuckDbTypeId.UBigInt => new NumberReader<ulong>(),
        DuckDbTypeId.Float => new NumberReader<float>(),
        DuckDbTypeId.Double => new NumberReader<double>(),
        DuckDbTypeId.HugeInt => new HugeIntReader<Int128>(),
        DuckDbTypeId.UHugeInt => new HugeIntReader<UInt128>(),
        DuckDbTypeId.Decimal when type.ValueSize == sizeof(short) => new DecimalReader<short>(type.Scale),
        DuckDbTypeId.Decimal when type.ValueSize == sizeof(int) => new DecimalReader<int>(type.Scale),
        DuckDbTypeId.Decimal when type.ValueSize == sizeof(long) => new DecimalReader<long>(type.Scale),
        DuckDbTypeId.Decimal => new WideDecimalReader(type.Scale),
        DuckDbTypeId.Timestamp or DuckDbTypeId.TimestampTz => TimestampReader.Microseconds(),
        DuckDbTypeId.TimestampSeconds => TimestampReader.Seconds(),
        DuckDbTypeId.TimestampMilliseconds => TimestampReader.Milliseconds(),
        DuckDbTypeId.TimestampNanoseconds => new NanosecondTimestampReader(),
        DuckDbTypeId.Date => new DateReader(),
        DuckDbTypeId.Time => new TimeReader(),
        DuckDbTypeId.Interval => new IntervalReader(),
        DuckDbTypeId.Uuid => new UuidReader(),
        DuckDbTypeId.Varchar => new TextReader(),
        DuckDbTypeId.Blob => new BlobReader(),
        DuckDbTypeId.List => For(type.ElementType).OfLists(),
        _ => new UnreadableReader(type),
    };

    public virtual void Attach(Vector vector)
    {
        Data = vector.DataPointer;
        _validity = vector.ValidityPointer;
    }

    public bool IsNull(int row) => _validity is not null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    public abstract object GetValue(int row);

    public abstract ColumnReader OfLists();

    public virtual int GetInt32(int row) => ScalarConversion.To<int>(GetValue(row));

    public virtual long GetInt64(int row) => ScalarConversion.To<long>(GetValue(row));

    public virtual double GetDouble(int row) => ScalarConversion.To<double>(GetValue(row));

    public virtual decimal GetDecimal(int row) => ScalarConversion.To<decimal>(GetValue(row));
}
