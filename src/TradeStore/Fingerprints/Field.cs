using System.Buffers;
using System.Buffers.Binary;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Columns.Encoders;
using TradeStore.Storage.Schema;

namespace TradeStore.Fingerprints;

/// <summary>Adds the values of one column to the bytes of their rows: the column's number, the length, the value. NULL adds nothing.</summary>
internal abstract class Field(ushort fieldId)
{
    private const int HeaderSize = sizeof(ushort) + sizeof(int);

    /// <summary>Returns the field that suits a column, so that no value asks for its type again.</summary>
    public static Field Of(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Boolean => new FixedField<bool>(column.FieldId),
        ColumnType.Integer or ColumnType.Date => new FixedField<int>(column.FieldId),
        ColumnType.Decimal18 when column.StoredWidth == sizeof(short) => new WidenedField<short>(column.FieldId),
        ColumnType.Decimal18 when column.StoredWidth == sizeof(int) => new WidenedField<int>(column.FieldId),
        ColumnType.BigInt or ColumnType.Decimal18 or ColumnType.Timestamp => new FixedField<long>(column.FieldId),
        ColumnType.Double => new FixedField<double>(column.FieldId),
        ColumnType.Decimal38 => new FixedField<Int128>(column.FieldId),
        ColumnType.Uuid => new UuidField(column.FieldId),
        ColumnType.Text or ColumnType.Json => new TextField(column.FieldId),
        ColumnType.TextList => new TextListField(column.FieldId),
        _ => throw new InvalidOperationException($"Column '{column.Name}' has no type."),
    };

    /// <summary>Adds the values of rows from the first on.</summary>
    public abstract void Add(Vector vector, ReadOnlySpan<ArrayBufferWriter<byte>> rows);

    /// <summary>Begins a value of a row; the caller fills the bytes returned.</summary>
    protected Span<byte> Begin(ArrayBufferWriter<byte> row, int length)
    {
        var span = row.GetSpan(HeaderSize + length);
        BinaryPrimitives.WriteUInt16LittleEndian(span, fieldId);
        BinaryPrimitives.WriteInt32LittleEndian(span[sizeof(ushort)..], length);
        row.Advance(HeaderSize + length);
        return span.Slice(HeaderSize, length);
    }
}
