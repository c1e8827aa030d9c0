using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Engine;

/// <summary>What a statement returns: columns, and rows chunk by chunk. Used by one thread at a time, like its session.</summary>
public sealed class DuckDbResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly ConnectionHandle _connection;
    private readonly string _sql;
    private readonly string[] _names;
    private readonly DuckDbColumnType[] _types;
    private readonly bool _streams;

    internal DuckDbResult(ResultHandle handle, ConnectionHandle connection, string sql)
    {
        _handle = handle;
        _connection = connection;
        _sql = sql;
        _streams = NativeMethods.Types.DuckDBResultIsStreaming(handle.Value) != 0;
        if (_streams)
        {
            connection.StreamStarted(handle);
        }
        else if (NativeMethods.Query.DuckDBResultReturnType(handle.Value) == DuckDBResultType.ChangedRows)
        {
            // DuckDB counts the changed rows of a finished result only; asked of a stream it would misread it.
            RowsChanged = NativeMethods.Query.DuckDBRowsChanged(ref handle.Value);
        }

        var count = checked((int)NativeMethods.Query.DuckDBColumnCount(ref handle.Value));
        _names = new string[count];
        _types = new DuckDbColumnType[count];
        for (var column = 0; column < count; column++)
        {
            _names[column] = NativeMethods.Query.DuckDBColumnName(ref handle.Value, column) ?? "";
            using var type = NativeMethods.Query.DuckDBColumnLogicalType(ref handle.Value, column);
            _types[column] = DuckDbColumnType.Of(type);
        }
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _names.Length;

    /// <summary>The rows changed by an INSERT, UPDATE, DELETE, MERGE or COPY; 0 for other statements, and for those with RETURNING.</summary>
    public long RowsChanged { get; }

    /// <summary>A column's name, by its index from 0.</summary>
    public string ColumnName(int i) => _names[i];

    /// <summary>A column's type, by its index from 0.</summary>
    public DuckDbColumnType ColumnType(int i) => _types[i];

    /// <summary>
    /// The next chunk, or null at the end. The caller owns it; it may be read on another thread, and after this result has been disposed.
    /// </summary>
    /// <exception cref="DuckDbException">The query failed or was interrupted, or another statement on the session ended the stream.</exception>
    public DataChunk? FetchChunk()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        var chunk = NativeMethods.Query.DuckDBFetchChunk(_handle.Value);
        GC.KeepAlive(_handle);
        if (!chunk.IsInvalid)
        {
            var fetched = new DataChunk(_streams ? chunk : new ChunkHandle(chunk, _handle), _types);
            if (fetched.RowCount > 0)
            {
                return fetched;
            }

            fetched.Dispose();
        }

        // No chunk is the end or an error, and only the result knows which.
        _connection.StreamEnded(_handle);
        return NativeMethods.Query.DuckDBResultError(ref _handle.Value) is null ? null : throw ErrorOf(_handle, _sql);
    }

    /// <summary>Lets go of the result; what has not been fetched is not computed any more, and outside BEGIN … COMMIT its transaction ends.</summary>
    public void Dispose()
    {
        if (!_handle.IsClosed)
        {
            _handle.Dispose();
            _connection.EndStream(_handle);
        }
    }

    internal static DuckDbException ErrorOf(ResultHandle result, string? sql) => DuckDbException.Of(
        NativeMethods.Query.DuckDBResultError(ref result.Value),
        "The query failed and DuckDB does not say why.",
        sql,
        NativeMethods.Query.DuckDBResultErrorType(ref result.Value));
}
