using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Schema;
using Vector = TradeStore.DuckDb.Vectors.Vector;

namespace TradeStore.Storage.Tiers.Values;

/// <summary>
/// The values of one column of the engine's chunks as bytes that are the same wherever a row lies and whoever reads it: little-endian integers (of a DECIMAL up to 18
/// digits in 8 bytes, of more in 16; of a time its microseconds), a DOUBLE by its bits, a UUID as it is written, texts in UTF-8, of a list each text behind its length.
/// </summary>
/// <param name="column">The column, of the type that the values have.</param>
internal abstract class ColumnValues(ColumnDefinition column)
{
    /// <summary>Gets the column's number.</summary>
    protected ushort FieldId => column.FieldId;

    /// <summary>Returns the values of a column, so that no value asks for its type again.</summary>
    /// <param name="column">The column.</param>
    /// <param name="hasOneZero">Whether -0.0 is given as 0.0: in a dictionary of a Parquet file the engine has one zero for both, with the sign of the one that came first.</param>
    public static ColumnValues Of(ColumnDefinition column, bool hasOneZero = false) => column.Type switch
    {
        ColumnType.Double when hasOneZero => new OneZeroValues(column),
        ColumnType.Boolean => new FixedValues<byte>(column),
        ColumnType.Integer or ColumnType.Date => new FixedValues<int>(column),
        ColumnType.Decimal18 when column.StoredWidth == sizeof(short) => new WidenedValues<short>(column),
        ColumnType.Decimal18 when column.StoredWidth == sizeof(int) => new WidenedValues<int>(column),
        ColumnType.BigInt or ColumnType.Decimal18 or ColumnType.Timestamp => new FixedValues<long>(column),
        ColumnType.Double => new FixedValues<double>(column),
        ColumnType.Decimal38 => new FixedValues<Int128>(column),
        ColumnType.Uuid => new UuidValues(column),
        ColumnType.Text or ColumnType.Json => new TextValues(column),
        ColumnType.TextList => new TextListValues(column),
        _ => throw new InvalidOperationException($"Column '{column.Name}' has no type."),
    };

    /// <summary>Gives the values of rows that are not NULL.</summary>
    /// <param name="vector">The column's vector.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">The rows.</param>
    /// <param name="taker">Takes them.</param>
    /// <returns>The bytes of the values as they travel: those of a fixed width for each row, those of texts for each that is there.</returns>
    public abstract long Give<TTaker>(Vector vector, int first, int count, TTaker taker)
        where TTaker : struct, IValueTaker;

    /// <summary>Returns the bytes that rows have in a column of fixed width.</summary>
    protected long FixedBytes(int count) => (long)count * column.Width;
}

/// <summary>Takes values of rows, one column after the other.</summary>
internal interface IValueTaker
{
    /// <summary>Takes the value that a row has in a column; a NULL is not given.</summary>
    /// <param name="row">The row's place in the chunk.</param>
    /// <param name="fieldId">The column's number.</param>
    /// <param name="value">The value's bytes.</param>
    public void Take(int row, ushort fieldId, ReadOnlySpan<byte> value);
}

/// <summary>Values of one width, as they are stored.</summary>
internal sealed class FixedValues<T>(ColumnDefinition column) : ColumnValues(column)
    where T : unmanaged
{
    public override long Give<TTaker>(Vector vector, int first, int count, TTaker taker)
    {
        var values = vector.Values<T>();
        for (var row = first; row < first + count; row++)
        {
            if (!vector.IsNull(row))
            {
                taker.Take(row, FieldId, MemoryMarshal.AsBytes(values.Slice(row, 1)));
            }
        }

        return FixedBytes(count);
    }
}

/// <summary>Integers that the engine keeps in fewer than the 8 bytes that they are given with.</summary>
internal sealed class WidenedValues<T>(ColumnDefinition column) : ColumnValues(column)
    where T : unmanaged, IBinaryInteger<T>
{
    public override long Give<TTaker>(Vector vector, int first, int count, TTaker taker)
    {
        var values = vector.Values<T>();
        Span<byte> wide = stackalloc byte[sizeof(long)];
        for (var row = first; row < first + count; row++)
        {
            if (!vector.IsNull(row))
            {
                BinaryPrimitives.WriteInt64LittleEndian(wide, long.CreateChecked(values[row]));
                taker.Take(row, FieldId, wide);
            }
        }

        return FixedBytes(count);
    }
}

/// <summary>DOUBLEs by their bits, but for the sign of a zero.</summary>
internal sealed class OneZeroValues(ColumnDefinition column) : ColumnValues(column)
{
    public override long Give<TTaker>(Vector vector, int first, int count, TTaker taker)
    {
        var values = vector.Values<double>();
        for (var row = first; row < first + count; row++)
        {
            if (!vector.IsNull(row))
            {
                // -0.0 + 0.0 is 0.0.
                var value = values[row] + 0.0;
                taker.Take(row, FieldId, MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in value)));
            }
        }

        return FixedBytes(count);
    }
}

/// <summary>UUIDs: 16 bytes in the order in which they are written.</summary>
internal sealed class UuidValues(ColumnDefinition column) : ColumnValues(column)
{
    private const int Size = 16;

    public override long Give<TTaker>(Vector vector, int first, int count, TTaker taker)
    {
        var values = vector.Values<Int128>();
        Span<byte> bytes = stackalloc byte[Size];
        for (var row = first; row < first + count; row++)
        {
            if (!vector.IsNull(row))
            {
                UuidConversion.FromStored(values[row]).TryWriteBytes(bytes, bigEndian: true, out _);
                taker.Take(row, FieldId, bytes);
            }
        }

        return FixedBytes(count);
    }
}

/// <summary>Texts, JSON among them: UTF-8, byte for byte as stored.</summary>
internal sealed class TextValues(ColumnDefinition column) : ColumnValues(column)
{
    public override long Give<TTaker>(Vector vector, int first, int count, TTaker taker)
    {
        var bytes = 0L;
        for (var row = first; row < first + count; row++)
        {
            if (!vector.IsNull(row))
            {
                var text = vector.GetUtf8(row);
                bytes += text.Length;
                taker.Take(row, FieldId, text);
            }
        }

        return bytes;
    }
}

/// <summary>Lists of texts.</summary>
internal sealed class TextListValues(ColumnDefinition column) : ColumnValues(column)
{
    private readonly TextListBytes _list = new();

    public override long Give<TTaker>(Vector vector, int first, int count, TTaker taker)
    {
        var entries = vector.ListEntries;
        var texts = vector.ListChild;
        var bytes = 0L;
        for (var row = first; row < first + count; row++)
        {
            if (!vector.IsNull(row))
            {
                _list.Clear();
                var start = checked((int)entries[row].Offset);
                for (var i = start; i < start + checked((int)entries[row].Length); i++)
                {
                    if (texts.IsNull(i))
                    {
                        _list.AddNull();
                    }
                    else
                    {
                        _list.Add(texts.GetUtf8(i));
                    }
                }

                bytes += _list.TextBytes;
                taker.Take(row, FieldId, _list.Bytes);
            }
        }

        return bytes;
    }
}

/// <summary>The bytes of a list of texts: each text behind its length, a NULL with a length of -1.</summary>
internal sealed class TextListBytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>Gets the bytes of the texts alone.</summary>
    public int TextBytes { get; private set; }

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        TextBytes = 0;
    }

    public void Add(ReadOnlySpan<byte> text)
    {
        Length(text.Length);
        _bytes.Write(text);
        TextBytes += text.Length;
    }

    public void AddNull() => Length(-1);

    private void Length(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), length);
        _bytes.Advance(sizeof(int));
    }
}
