using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parquet;
using Parquet.Schema;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Values;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>
/// One column of a Parquet file as Parquet.Net reads it, row group by row group: as what is stored, without the types that the file says it stands for. Parquet.Net
/// unpacks the integers that times and decimals are, and refuses to (6.1.0, DELTA_BINARY_PACKED) where it is to make its own types of them at once.
/// What it gives to the rows' hashes is what <see cref="ColumnValues"/> gives, to the byte.
/// </summary>
/// <param name="column">The column, of the type that it had when the file was written.</param>
internal abstract class StoredColumn(ColumnDefinition column)
{
    protected ColumnDefinition Column => column;

    /// <summary>Returns the reader of a column.</summary>
    public static StoredColumn Of(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Boolean => new StoredNumbers<bool>(column),
        ColumnType.Integer or ColumnType.Date => new StoredNumbers<int>(column),
        ColumnType.Decimal18 when column.StoredWidth < sizeof(long) => new StoredShortDecimals(column),
        ColumnType.BigInt or ColumnType.Decimal18 or ColumnType.Timestamp => new StoredNumbers<long>(column),
        ColumnType.Double => new StoredDoubles(column),
        ColumnType.Decimal38 => new StoredLongDecimals(column),
        ColumnType.Uuid => new StoredUuids(column),
        ColumnType.Text or ColumnType.Json => new StoredTexts(column),
        ColumnType.TextList => new StoredLists(column),
        _ => throw new InvalidOperationException($"Column '{column.Name}' has no type."),
    };

    /// <summary>Reads the column of a row group, and has the hashes of its rows take the values.</summary>
    /// <param name="group">The row group.</param>
    /// <param name="field">The column as Parquet.Net knows it.</param>
    /// <param name="rows">The rows of the group.</param>
    /// <param name="hashes">The hashes.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The bytes of the values as they travel.</returns>
    /// <exception cref="InvalidDataException">It does not have a value, or a NULL, for each row.</exception>
    public abstract Task<long> ReadAsync(ParquetRowGroupReader group, DataField field, int rows, RowHashes hashes, CancellationToken cancellationToken);
}

/// <summary>The values of a column in a row group: those that are there, and how deep each is defined and repeated, as Parquet has it.</summary>
internal sealed class StoredValues<T> : IDisposable
    where T : struct
{
    private readonly DataField _field;
    private readonly T[] _values;
    private readonly int[]? _definitions;
    private readonly int[]? _repetitions;

    private StoredValues(DataField field, int count)
    {
        _field = field;
        Count = count;
        _values = ArrayPool<T>.Shared.Rent(count);
        _definitions = field.MaxDefinitionLevel > 0 ? ArrayPool<int>.Shared.Rent(count) : null;
        _repetitions = field.MaxRepetitionLevel > 0 ? ArrayPool<int>.Shared.Rent(count) : null;
    }

    /// <summary>Gets how many there are, with those that are not there.</summary>
    public int Count { get; }

    /// <summary>Gets those that are there.</summary>
    public ReadOnlySpan<T> There => _values;

    public ReadOnlySpan<int> Definitions => _definitions.AsSpan(0, _definitions is null ? 0 : Count);

    public ReadOnlySpan<int> Repetitions => _repetitions.AsSpan(0, _repetitions is null ? 0 : Count);

    public static async Task<StoredValues<T>> ReadAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        var metadata = group.GetMetadata(field)?.MetaData ?? throw new InvalidDataException($"A row group lacks the column '{field.Path}'.");
        var values = new StoredValues<T>(field, checked((int)metadata.NumValues));
        try
        {
            await group.ReadRawAsync(field, values._values.AsMemory(0, values.Count), values.Memory(values._definitions), values.Memory(values._repetitions), cancellationToken).ConfigureAwait(false);
            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    /// <summary>Tells whether one is there.</summary>
    public bool IsThere(int index) => _definitions is null || _definitions[index] == _field.MaxDefinitionLevel;

    /// <summary>Checks that there is one for each row, or a NULL.</summary>
    /// <exception cref="InvalidDataException">There is not.</exception>
    public void CheckRows(int rows)
    {
        if (Count != rows)
        {
            throw new InvalidDataException($"The column '{_field.Path}' has {Count:N0} values in a row group of {rows:N0} rows.");
        }
    }

    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(_values, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        if (_definitions is not null)
        {
            ArrayPool<int>.Shared.Return(_definitions);
        }

        if (_repetitions is not null)
        {
            ArrayPool<int>.Shared.Return(_repetitions);
        }
    }

    // An array that is not there would become memory that is there, and empty.
    private Memory<int>? Memory(int[]? levels) => levels is null ? default(Memory<int>?) : new Memory<int>(levels, 0, Count);
}

/// <summary>A column of which each row has one value or none.</summary>
internal abstract class StoredSingles<T>(ColumnDefinition column) : StoredColumn(column)
    where T : struct
{
    public override async Task<long> ReadAsync(ParquetRowGroupReader group, DataField field, int rows, RowHashes hashes, CancellationToken cancellationToken)
    {
        using var values = await StoredValues<T>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false);
        values.CheckRows(rows);
        return Give(values, hashes);
    }

    /// <summary>Has the hashes take a value, and returns its bytes as they travel, of a text alone.</summary>
    protected abstract int Give(int row, in T value, RowHashes hashes);

    private long Give(StoredValues<T> values, RowHashes hashes)
    {
        var there = values.There;
        var (next, textBytes) = (0, 0L);
        for (var row = 0; row < values.Count; row++)
        {
            if (values.IsThere(row))
            {
                textBytes += Give(row, in there[next++], hashes);
            }
        }

        return Column.Storage == StorageKind.Fixed ? (long)values.Count * Column.Width : textBytes;
    }
}

/// <summary>Numbers whose bytes are those that are hashed.</summary>
internal sealed class StoredNumbers<T>(ColumnDefinition column) : StoredSingles<T>(column)
    where T : unmanaged
{
    protected override int Give(int row, in T value, RowHashes hashes)
    {
        hashes.Take(row, Column.FieldId, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
        return 0;
    }
}

/// <summary>DECIMALs of up to 9 digits.</summary>
internal sealed class StoredShortDecimals(ColumnDefinition column) : StoredSingles<int>(column)
{
    protected override int Give(int row, in int value, RowHashes hashes)
    {
        long wide = value;
        hashes.Take(row, Column.FieldId, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in wide)));
        return 0;
    }
}

/// <summary>DOUBLEs, with one zero.</summary>
internal sealed class StoredDoubles(ColumnDefinition column) : StoredSingles<double>(column)
{
    protected override int Give(int row, in double value, RowHashes hashes)
    {
        var one = value + 0.0;
        hashes.Take(row, Column.FieldId, MemoryMarshal.AsBytes(new ReadOnlySpan<double>(in one)));
        return 0;
    }
}

/// <summary>DECIMALs of more than 18 digits, whose 16 bytes lie the other way round.</summary>
internal sealed class StoredLongDecimals(ColumnDefinition column) : StoredSingles<ReadOnlyMemory<byte>>(column)
{
    protected override int Give(int row, in ReadOnlyMemory<byte> value, RowHashes hashes)
    {
        var number = BinaryPrimitives.ReadInt128BigEndian(value.Span);
        hashes.Take(row, Column.FieldId, MemoryMarshal.AsBytes(new ReadOnlySpan<Int128>(in number)));
        return 0;
    }
}

/// <summary>UUIDs: 16 bytes in the order in which they are written.</summary>
internal sealed class StoredUuids(ColumnDefinition column) : StoredSingles<ReadOnlyMemory<byte>>(column)
{
    protected override int Give(int row, in ReadOnlyMemory<byte> value, RowHashes hashes)
    {
        hashes.Take(row, Column.FieldId, value.Span);
        return 0;
    }
}

/// <summary>Texts, JSON among them.</summary>
internal sealed class StoredTexts(ColumnDefinition column) : StoredSingles<ReadOnlyMemory<byte>>(column)
{
    protected override int Give(int row, in ReadOnlyMemory<byte> value, RowHashes hashes)
    {
        hashes.Take(row, Column.FieldId, value.Span);
        return value.Length;
    }
}

/// <summary>Lists of texts.</summary>
internal sealed class StoredLists(ColumnDefinition column) : StoredColumn(column)
{
    // How deep a value is defined where there is a list, and where there is an element in it, be it NULL.
    private const int List = 1;
    private const int Element = 2;
    private readonly TextListBytes _list = new();

    public override async Task<long> ReadAsync(ParquetRowGroupReader group, DataField field, int rows, RowHashes hashes, CancellationToken cancellationToken)
    {
        using var values = await StoredValues<ReadOnlyMemory<byte>>.ReadAsync(group, field, cancellationToken).ConfigureAwait(false);
        return Give(values, rows, hashes);
    }

    private long Give(StoredValues<ReadOnlyMemory<byte>> values, int rows, RowHashes hashes)
    {
        var definitions = values.Definitions;
        var repetitions = values.Repetitions;
        var there = values.There;
        var (row, next, bytes) = (-1, 0, 0L);
        for (var i = 0; i < values.Count;)
        {
            row++;
            _list.Clear();
            var isThere = definitions[i] >= List;
            do
            {
                if (values.IsThere(i))
                {
                    _list.Add(there[next++].Span);
                }
                else if (definitions[i] == Element)
                {
                    _list.AddNull();
                }
            }
            while (++i < values.Count && repetitions[i] > 0);

            if (isThere && row < rows)
            {
                bytes += _list.TextBytes;
                hashes.Take(row, Column.FieldId, _list.Bytes);
            }
        }

        return row + 1 == rows ? bytes : throw new InvalidDataException($"The column '{Column.Name}' has {row + 1:N0} lists in a row group of {rows:N0} rows.");
    }
}
