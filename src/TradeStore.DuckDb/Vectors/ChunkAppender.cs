using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Vectors;

/// <summary>
/// Appends whole chunks to a table, or runs a statement over them. Rows are kept aside and written when they are flushed, when it is closed,
/// and by themselves each 204,800 rows: so use it inside BEGIN … COMMIT, else those are committed one by one. Only <see cref="Close"/> keeps
/// the rest: disposing without it discards what has not been written, and after a failure every call but <see cref="Dispose"/> throws; roll
/// the transaction back then. Used by one thread at a time, like its session.
/// </summary>
public sealed unsafe class ChunkAppender : IDisposable
{
    private readonly AppenderHandle _handle;
    private readonly string? _sql;
    private DuckDbException? _failure;
    private bool _closed;

    private ChunkAppender(AppenderHandle handle, string? sql)
    {
        _handle = handle;
        _sql = sql;
        ColumnCount = checked((int)NativeMethods.duckdb_appender_column_count(handle));
    }

    /// <summary>The number of columns that a chunk must have.</summary>
    public int ColumnCount { get; }

    /// <summary>Adds the rows of a chunk, which may then be reset and filled again. Types that differ are converted by DuckDB.</summary>
    /// <exception cref="DuckDbException">The columns do not fit, a constraint is broken, or an earlier call failed.</exception>
    public void Append(DataChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ThrowIfUnusable();
        Check(NativeMethods.duckdb_append_data_chunk(_handle, chunk.Handle));
    }

    /// <summary>Writes the rows appended so far, and surfaces what is wrong with them.</summary>
    /// <exception cref="DuckDbException">A constraint is broken, the statement failed, or an earlier call failed.</exception>
    public void Flush()
    {
        ThrowIfUnusable();
        Check(NativeMethods.duckdb_appender_flush(_handle));
    }

    /// <summary>Writes the rows appended so far and ends the appender. Closing twice does nothing.</summary>
    /// <exception cref="DuckDbException">A constraint is broken, the statement failed, or an earlier call failed.</exception>
    public void Close()
    {
        if (_closed && _failure is null)
        {
            return;
        }

        ThrowIfUnusable();
        _closed = true;
        Check(NativeMethods.duckdb_appender_close(_handle));
    }

    /// <summary>Frees the appender; rows that have not been written are discarded. Never throws.</summary>
    public void Dispose()
    {
        _closed = true;
        _handle.Dispose();
    }

    internal static ChunkAppender ForTable(ConnectionHandle connection, string table, string? schema, string? catalog)
    {
        var state = NativeMethods.duckdb_appender_create_ext(
            connection,
            catalog is null ? null : NativeText.Checked(catalog, nameof(catalog)),
            schema is null ? null : NativeText.Checked(schema, nameof(schema)),
            NativeText.Checked(table, nameof(table)),
            out var appender);
        return Checked(state, appender, connection, sql: null);
    }

    internal static ChunkAppender ForQuery(
        ConnectionHandle connection, string sql, IReadOnlyList<LogicalType> types, IReadOnlyList<string> names, string tableAlias)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfZero(types.Count, nameof(types));
        ArgumentOutOfRangeException.ThrowIfNotEqual(names.Count, types.Count, nameof(names));
        NativeText.Checked(sql, nameof(sql));
        NativeText.Checked(tableAlias, nameof(tableAlias));
        using var columnNames = new NativeTextArray(names);
        var pointers = columnNames.Pointers;
        nint appender = 0;
        var state = LogicalType.WithHandles(types, handles => NativeMethods.duckdb_appender_create_query(
            connection, sql, (ulong)types.Count, (nint*)handles, tableAlias, (byte**)pointers, out appender));
        return Checked(state, appender, connection, sql);
    }

    private static ChunkAppender Checked(NativeState state, nint appender, ConnectionHandle connection, string? sql)
    {
        var handle = new AppenderHandle(appender, connection) { Usable = state == NativeState.Success };
        if (state == NativeState.Success)
        {
            return new ChunkAppender(handle, sql);
        }

        using (handle)
        {
            throw ErrorOf(handle, sql);
        }
    }

    private static DuckDbException ErrorOf(AppenderHandle handle, string? sql)
    {
        const string Unexplained = "The appender failed and DuckDB does not say why.";
        if (handle.IsInvalid)
        {
            return new DuckDbException(DuckDbErrorType.Invalid, Unexplained, sql);
        }

        using var error = new ErrorDataHandle(NativeMethods.duckdb_appender_error_data(handle));
        if (error.IsInvalid || NativeMethods.duckdb_error_data_has_error(error) == 0)
        {
            return new DuckDbException(DuckDbErrorType.Invalid, Unexplained, sql);
        }

        var message = NativeText.Borrowed(NativeMethods.duckdb_error_data_message(error)) ?? Unexplained;
        var type = NativeMethods.duckdb_error_data_error_type(error);
        return new DuckDbException(type == DuckDbErrorType.Invalid ? DuckDbErrorMessage.TypeOf(message) : type, message, sql);
    }

    private void Check(NativeState state)
    {
        if (state != NativeState.Success)
        {
            _failure = ErrorOf(_handle, _sql);
            throw _failure;
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (_failure is not null)
        {
            throw new DuckDbException(
                _failure.ErrorType, $"The appender failed before and can only be disposed: {_failure.Message}", _sql, _failure);
        }

        if (_closed)
        {
            throw new InvalidOperationException("The appender has been closed.");
        }
    }
}
