using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;
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

    internal unsafe DuckDbResult(ResultHandle handle, ConnectionHandle connection, string sql)
    {
        _handle = handle;
        _connection = connection;
        _sql = sql;
        StatementType = NativeMethods.duckdb_result_statement_type(handle.Value);
        _streams = NativeMethods.duckdb_result_is_streaming(handle.Value) != 0;
        var returns = NativeMethods.duckdb_result_return_type(handle.Value);
        ReturnsRows = returns == NativeResultType.QueryResult;

        // DuckDB counts the changed rows of a finished result only; asked of a stream it would misread it.
        CountsRows = !_streams && returns == NativeResultType.ChangedRows;
        RowsChanged = CountsRows ? (long)NativeMethods.duckdb_rows_changed(handle) : 0;

        if (_streams)
        {
            connection.StreamStarted(handle);
        }

        var count = checked((int)NativeMethods.duckdb_column_count(handle));
        _names = new string[count];
        _types = new DuckDbColumnType[count];
        for (var column = 0; column < count; column++)
        {
            _names[column] = NativeText.Borrowed(NativeMethods.duckdb_column_name(handle, (ulong)column)) ?? "";
            using var type = new LogicalTypeHandle(NativeMethods.duckdb_column_logical_type(handle, (ulong)column));
            _types[column] = DuckDbColumnType.Of(type);
        }
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => _names.Length;

    /// <summary>The rows changed by an INSERT, UPDATE, DELETE, MERGE or COPY; 0 for other statements, and for those with RETURNING.</summary>
    public long RowsChanged { get; }

    /// <summary>Whether the rows are the answer of a query (or of RETURNING), not a count or nothing.</summary>
    public bool ReturnsRows { get; }

    /// <summary>Whether the statement is one that changes rows, and says how many.</summary>
    public bool CountsRows { get; }

    /// <summary>The kind of statement.</summary>
    public DuckDbStatementType StatementType { get; }

    /// <summary>A column's name.</summary>
    /// <param name="i">Its index, from 0.</param>
    public string ColumnName(int i) => _names[i];

    /// <summary>A column's type.</summary>
    /// <param name="i">Its index, from 0.</param>
    public DuckDbColumnType ColumnType(int i) => _types[i];

    /// <summary>
    /// The next chunk, or null at the end. The caller owns it; it may be read on another thread, and after this result has been disposed.
    /// </summary>
    /// <exception cref="DuckDbException">The query failed or was interrupted, or another statement on the session ended the stream.</exception>
    public DataChunk? FetchChunk()
    {
        var chunk = new DataChunkHandle(NativeMethods.duckdb_fetch_chunk(_handle.Value), _streams ? null : _handle);
        GC.KeepAlive(_handle);
        if (!chunk.IsInvalid)
        {
            var fetched = new DataChunk(chunk, _types);
            if (fetched.RowCount > 0)
            {
                return fetched;
            }
        }

        // No chunk is the end or an error, and only the result knows which.
        chunk.Dispose();
        _connection.StreamEnded(_handle);
        return HasError(_handle) ? throw ErrorOf(_handle, _sql) : null;
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

    internal static unsafe bool HasError(ResultHandle result) => NativeMethods.duckdb_result_error(result) is not null;

    internal static unsafe DuckDbException ErrorOf(ResultHandle result, string? sql)
    {
        var message = NativeText.Borrowed(NativeMethods.duckdb_result_error(result)) ?? "The query failed and DuckDB does not say why.";
        var type = NativeMethods.duckdb_result_error_type(result);
        return new DuckDbException(type == DuckDbErrorType.Invalid ? DuckDbErrorMessage.TypeOf(message) : type, message, sql);
    }

    internal void Drain()
    {
        while (FetchChunk() is { } chunk)
        {
            chunk.Dispose();
        }
    }
}
