using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Vectors;

/// <summary>
/// Up to <see cref="Capacity"/> rows, column by column: made to be filled and appended, or fetched from a result. Used by one thread at a
/// time. Everything taken from it (vectors, spans) is valid until it is disposed or reset.
/// </summary>
public sealed unsafe class DataChunk : IDisposable
{
    private static int _capacity;

    private readonly DataChunkHandle _handle;
    private readonly DuckDbColumnType[] _types;
    private readonly nint _pointer;
    private readonly bool _fetched;
    private int[]? _reserved;

    internal DataChunk(DataChunkHandle handle, DuckDbColumnType[] types, bool fetched = true)
    {
        _handle = handle;
        _types = types;
        _pointer = handle.DangerousGetHandle();
        _fetched = fetched;
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
            return (int)NativeMethods.duckdb_data_chunk_get_size(_pointer);
        }

        set
        {
            ThrowIfDisposed();
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            NativeMethods.duckdb_data_chunk_set_size(_pointer, (ulong)value);
        }
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _types.Length;

    internal DataChunkHandle Handle => _handle;

    /// <summary>Makes an empty chunk.</summary>
    /// <param name="types">The types of its columns; they may be disposed afterwards.</param>
    /// <exception cref="ArgumentException">DuckDB makes no vector of one of the types.</exception>
    public static DataChunk Create(IReadOnlyList<LogicalType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentOutOfRangeException.ThrowIfZero(types.Count, nameof(types));
        var chunk = LogicalType.WithHandles(
            types, pointers => NativeMethods.duckdb_create_data_chunk((nint*)pointers, (ulong)types.Count));
        return chunk == 0
            ? throw new ArgumentException("DuckDB makes no chunk of these types.", nameof(types))
            : new DataChunk(new DataChunkHandle(chunk, result: null), [.. types.Select(static type => type.ColumnType)], fetched: false);
    }

    /// <summary>A column's type.</summary>
    public DuckDbColumnType ColumnType(int column) => _types[column];

    /// <summary>A column. Ask once for each filling or reading, not for each row.</summary>
    public Vector GetVector(int column)
    {
        ThrowIfDisposed();
        var type = _types[column];
        var vector = NativeMethods.duckdb_data_chunk_get_vector(_pointer, (ulong)column);
        return new Vector(this, column, vector, type, _fetched ? RowCount : Capacity);
    }

    /// <summary>Empties the chunk for the next filling: no rows, all values valid, lists empty.</summary>
    public void Reset()
    {
        ThrowIfDisposed();
        NativeMethods.duckdb_data_chunk_reset(_pointer);
        if (_reserved is not null)
        {
            Array.Clear(_reserved);
        }
    }

    /// <summary>Frees the chunk.</summary>
    public void Dispose() => _handle.Dispose();

    internal int Reserved(int column) => _reserved is null ? 0 : _reserved[column];

    internal void SetReserved(int column, int elements) => (_reserved ??= new int[_types.Length])[column] = elements;

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_handle.IsClosed, this);

    private static int ReadCapacity()
    {
        DuckDbLibrary.EnsureSupported();
        return checked((int)NativeMethods.duckdb_vector_size());
    }
}
