using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Vectors;

/// <summary>
/// One column of a chunk, in DuckDB's own memory. It is as long as the chunk's capacity (of a fetched chunk: as its rows) and valid until
/// the chunk is disposed or reset.
/// </summary>
public unsafe ref partial struct Vector
{
    private const int InlineBytes = 12;
    private const int StringBytes = 16;

    private readonly DataChunk _chunk;
    private readonly nint _vector;
    private readonly byte* _data;
    private readonly int _column;
    private readonly int _length;
    private ulong* _validity;

    internal Vector(DataChunk chunk, int column, nint vector, DuckDbColumnType type, int length)
    {
        _chunk = chunk;
        _column = column;
        _vector = vector;
        _length = length;
        Type = type;
        _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
    }

    /// <summary>The type of the values.</summary>
    public DuckDbColumnType Type { get; }

    /// <summary>The number of values that can be reached through this vector.</summary>
    public readonly int Length => _length;

    /// <summary>Whether there is a validity mask; without one all values are valid.</summary>
    public readonly bool HasValidity => _validity is not null;

    /// <summary>One bit a row, set when the row is valid (bit 0 of word 0 is row 0); empty when all rows are.</summary>
    public readonly ReadOnlySpan<ulong> Validity => _validity is null ? [] : new ReadOnlySpan<ulong>(_validity, (_length + 63) / 64);

    /// <summary>
    /// The values as they are stored: BOOLEAN as <see cref="byte"/> or <see cref="bool"/>; INTEGER and DATE (days) as <see cref="int"/>; BIGINT,
    /// TIMESTAMP (microseconds) and DECIMAL of 10 to 18 digits (scaled) as <see cref="long"/>; DOUBLE as <see cref="double"/>; DECIMAL of more
    /// digits and UUID as <see cref="Int128"/>; those of NULL rows are undefined.
    /// </summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> does not have the size of the column's values.</exception>
    public readonly Span<T> Values<T>()
        where T : unmanaged =>
        sizeof(T) == Type.ValueSize ? new Span<T>(_data, _length) : throw WrongSize(typeof(T));

    /// <summary>The values as they are stored, as bytes; empty for texts and lists, whose values have no fixed size.</summary>
    public readonly Span<byte> ValueBytes => Type.IsText || Type.Id is DuckDBType.List or DuckDBType.Map ? [] : new Span<byte>(_data, checked(_length * Type.ValueSize));

    /// <summary>The mask to write to: clear a row's bit to make it NULL.</summary>
    public Span<ulong> WritableValidity()
    {
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(_vector);
        return new Span<ulong>(_validity, (_length + 63) / 64);
    }

    /// <summary>Whether a row is NULL.</summary>
    public readonly bool IsNull(int row)
    {
        CheckRow(row);
        return _validity is not null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;
    }

    /// <summary>Makes a row NULL.</summary>
    public void SetNull(int row)
    {
        CheckRow(row);
        if (_validity is null)
        {
            WritableValidity();
        }

        _validity[row >> 6] &= ~(1UL << (row & 63));
    }

    /// <summary>Writes a VARCHAR (or JSON, BLOB) value; up to 12 bytes without a native call.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public readonly void SetUtf8(int row, ReadOnlySpan<byte> utf8)
    {
        CheckText(row);
        if (Type.Id != DuckDBType.Blob && !Utf8.IsValid(utf8))
        {
            throw new ArgumentException("The bytes are not UTF-8.", nameof(utf8));
        }

        if (utf8.Length > InlineBytes)
        {
            fixed (byte* text = utf8)
            {
                NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(_vector, (ulong)row, text, utf8.Length);
            }

            return;
        }

        // DuckDB compares all 16 bytes at once: the unused ones must be zero.
        var slot = _data + ((nint)row * StringBytes);
        Unsafe.WriteUnaligned(slot, (ulong)utf8.Length);
        Unsafe.WriteUnaligned(slot + sizeof(ulong), 0UL);
        Unsafe.CopyBlockUnaligned(ref slot[sizeof(uint)], ref Unsafe.AsRef(in utf8.GetPinnableReference()), (uint)utf8.Length);
    }

    /// <summary>Reads a VARCHAR (or JSON, BLOB) value. The bytes are the chunk's, and valid as long as it is.</summary>
    public readonly ReadOnlySpan<byte> GetUtf8(int row)
    {
        CheckText(row);
        var slot = _data + ((nint)row * StringBytes);
        var length = *(int*)slot;
        return new ReadOnlySpan<byte>(length <= InlineBytes ? slot + sizeof(uint) : *(byte**)(slot + sizeof(ulong)), length);
    }

    /// <summary>Reads a VARCHAR (or JSON) value as a text of its own, which outlives the chunk; that of a NULL row is undefined.</summary>
    /// <exception cref="InvalidOperationException">The column is of another type; the bytes of a BLOB, for one, need not be UTF-8.</exception>
    public readonly string GetString(int row) => Type.Id == DuckDBType.Varchar
        ? Encoding.UTF8.GetString(GetUtf8(row))
        : throw new InvalidOperationException($"A {Type.SqlName} column holds no text that can be read as a string.");

    /// <summary>Each row's place in <see cref="ListChild"/>.</summary>
    /// <exception cref="InvalidOperationException">The column is no LIST.</exception>
    public readonly Span<DuckDBListEntry> ListEntries
    {
        get
        {
            CheckList();
            return new Span<DuckDBListEntry>(_data, _length);
        }
    }

    /// <summary>
    /// The elements of all rows: <see cref="ListSize"/> of them, or as many as were reserved. Ask again after <see cref="ReserveList"/>, which
    /// may move them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The column is no LIST.</exception>
    public readonly Vector ListChild
    {
        get
        {
            CheckList();
            var child = NativeMethods.Vectors.DuckDBListVectorGetChild(_vector);
            return new Vector(_chunk, _column, child, Type.ElementType, Math.Max(ListSize, _chunk.Reserved(_column)));
        }
    }

    /// <summary>The number of elements of all rows together.</summary>
    /// <exception cref="InvalidOperationException">The column is no LIST.</exception>
    public readonly int ListSize
    {
        get
        {
            CheckList();
            return checked((int)NativeMethods.Vectors.DuckDBListVectorGetSize(_vector));
        }
    }

    /// <summary>Makes room for so many elements of all rows together; elements already there are kept.</summary>
    /// <exception cref="DuckDbException">There is not so much memory.</exception>
    public readonly void ReserveList(int elements)
    {
        CheckList();
        ArgumentOutOfRangeException.ThrowIfNegative(elements);
        if (elements <= _chunk.Reserved(_column))
        {
            return;
        }

        Check(NativeMethods.Vectors.DuckDBListVectorReserve(_vector, (ulong)elements));
        _chunk.SetReserved(_column, elements);
    }

    /// <summary>Says how many elements all rows have together, and makes room for them where that has not been done.</summary>
    /// <exception cref="DuckDbException">There is not so much memory.</exception>
    public readonly void SetListSize(int elements)
    {
        ReserveList(elements);
        Check(NativeMethods.Vectors.DuckDBListVectorSetSize(_vector, (ulong)elements));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void CheckRow(int row)
    {
        if (unchecked((uint)row >= (uint)_length))
        {
            ThrowRow(row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void CheckText(int row)
    {
        CheckRow(row);
        if (!Type.IsText)
        {
            throw new InvalidOperationException($"A {Type.SqlName} column holds no text.");
        }
    }

    private readonly void ThrowRow(int row) =>
        throw new ArgumentOutOfRangeException(nameof(row), row, $"The vector has the rows 0 to {_length - 1}.");

    private readonly InvalidOperationException WrongSize(Type asked) =>
        new($"The values of a {Type.SqlName} column take {Type.ValueSize} bytes each (0: not readable as values), a {asked.Name} does not.");

    private static void Check(DuckDBState state)
    {
        if (state != DuckDBState.Success)
        {
            throw new DuckDbException(DuckDBErrorType.OutOfMemory, "Out of Memory Error: the list could not be made longer.");
        }
    }

    private readonly void CheckList()
    {
        if (Type.Id != DuckDBType.List)
        {
            throw new InvalidOperationException($"A {Type.SqlName} column holds no lists.");
        }
    }
}
