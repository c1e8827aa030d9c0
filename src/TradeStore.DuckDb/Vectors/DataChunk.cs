using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Vectors;

/// <summary>
/// Up to <see cref="Capacity"/> rows, column by column: made to be filled and appended, or fetched from a result. Used by one thread at a
/// time. Everything taken from it (vectors, spans) is valid until it is disposed or reset.
/// </summary>
public sealed class DataChunk : IDisposable
{
    private static int _capacity;

    private readonly DuckDbColumnType[] _types;
    private readonly bool _fetched;
    private int _rowCount;
    private int[]? _reserved;

    internal DataChunk(DuckDBDataChunk handle, DuckDbColumnType[] types, bool fetched = true)
    {
        Handle = handle;
        _types = types;
        _fetched = fetched;
        _rowCount = fetched ? (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(handle) : 0;
    }

    /// <summary>The number of rows that a chunk holds at most (2,048 in the official builds).</summary>
    // Not an initializer: a missing library must throw its own error, not a TypeInitializationException.
    public static int Capacity => _capacity > 0 ? _capacity : _capacity = ReadCapacity();

    /// <summary>The number of rows. Set it after filling the vectors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 0 or more than <see cref="Capacity"/>.</exception>
    public int RowCount
    {
        get
        {
            ThrowIfDisposed();
            return _rowCount;
        }

        set
        {
            ThrowIfDisposed();
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            NativeMethods.DataChunks.DuckDBDataChunkSetSize(Handle, (ulong)value);
            _rowCount = value;
        }
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _types.Length;

    internal DuckDBDataChunk Handle { get; }

    /// <summary>Makes an empty chunk.</summary>
    /// <param name="types">The types of its columns; they may be disposed afterwards.</param>
    /// <exception cref="ArgumentException">DuckDB makes no vector of one of the types.</exception>
    public static DataChunk Create(IReadOnlyList<LogicalType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentOutOfRangeException.ThrowIfZero(types.Count, nameof(types));
        var chunk = LogicalType.WithHandles(types, handles => NativeMethods.DataChunks.DuckDBCreateDataChunk(handles, (ulong)handles.Length));
        return chunk.IsInvalid
            ? throw new ArgumentException("DuckDB makes no chunk of these types.", nameof(types))
            : new DataChunk(chunk, [.. types.Select(static type => type.ColumnType)], fetched: false);
    }

    /// <summary>A column's type.</summary>
    public DuckDbColumnType ColumnType(int column) => _types[column];

    /// <summary>A column. Ask once for each filling or reading, not for each row.</summary>
    public Vector GetVector(int column)
    {
        ThrowIfDisposed();
        var type = _types[column];
        var vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(Handle, column);
        return new Vector(this, column, vector, type, _fetched ? _rowCount : Capacity);
    }

    /// <summary>Empties the chunk for the next filling: no rows, all values valid, lists empty.</summary>
    public void Reset()
    {
        ThrowIfDisposed();
        NativeMethods.DataChunks.DuckDBDataChunkReset(Handle);
        _rowCount = 0;
        if (_reserved is not null)
        {
            Array.Clear(_reserved);
        }
    }

    /// <summary>Frees the chunk.</summary>
    public void Dispose() => Handle.Dispose();

    internal int Reserved(int column) => _reserved is null ? 0 : _reserved[column];

    internal void SetReserved(int column, int elements) => (_reserved ??= new int[_types.Length])[column] = elements;

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Handle.IsClosed, this);

    private static int ReadCapacity()
    {
        DuckDbLibrary.EnsureSupported();
        return checked((int)NativeMethods.Helpers.DuckDBVectorSize());
    }
}
