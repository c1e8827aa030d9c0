using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using static DuckDB.NET.Native.NativeMethods;

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
    }

    /// <summary>Adds the rows of a chunk, which may then be reset and filled again. Types that differ are converted by DuckDB.</summary>
    /// <exception cref="DuckDbException">The columns do not fit, a constraint is broken, or an earlier call failed.</exception>
    public void Append(DataChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ThrowIfUnusable();
        Check(Appender.DuckDBAppendDataChunk(_handle, chunk.Handle));
    }

    /// <summary>Writes the rows appended so far, and surfaces what is wrong with them.</summary>
    /// <exception cref="DuckDbException">A constraint is broken, the statement failed, or an earlier call failed.</exception>
    public void Flush()
    {
        ThrowIfUnusable();
        Check(Appender.DuckDBAppenderFlush(_handle));
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
        Check(Appender.DuckDBAppenderClose(_handle));
    }

    /// <summary>Frees the appender; rows that have not been written are discarded. Never throws.</summary>
    public void Dispose()
    {
        _closed = true;
        _handle.Dispose();
    }

    internal static ChunkAppender ForTable(ConnectionHandle connection, string table, string? schema, string? catalog)
    {
        var state = Appender.DuckDBAppenderCreateExt(
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
        nint[] columnNames = [.. names.Select(name => NativeText.Checked(name, nameof(names))).ToList().Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            var (state, appender) = LogicalType.WithHandles(types, handles => Create(connection, sql, handles, tableAlias, columnNames));
            return Checked(state, appender, connection, sql);
        }
        finally
        {
            Array.ForEach(columnNames, Marshal.FreeCoTaskMem);
        }
    }

    private static (DuckDBState State, DuckDBAppender Appender) Create(ConnectionHandle connection, string sql, nint[] types, string tableAlias, nint[] columnNames)
    {
        fixed (nint* typePointers = types, namePointers = columnNames)
        {
            var state = MissingImports.duckdb_appender_create_query(connection, sql, (ulong)types.Length, typePointers, tableAlias, namePointers, out var appender);
            return (state, appender);
        }
    }

    private static ChunkAppender Checked(DuckDBState state, DuckDBAppender appender, ConnectionHandle connection, string? sql)
    {
        if (state == DuckDBState.Success)
        {
            return new ChunkAppender(new AppenderHandle(appender, connection), sql);
        }

        // One that failed has nothing that could be written, nor cleared: DuckDB.NET's own handle frees it.
        using (appender)
        {
            throw ErrorOf(appender, sql);
        }
    }

    private static DuckDbException ErrorOf(DuckDBAppender handle, string? sql)
    {
        const string Unexplained = "The appender failed and DuckDB does not say why.";
        using var error = handle.IsInvalid ? null : Appender.DuckDBAppenderErrorData(handle);
        return error is { IsInvalid: false, HasError: true }
            ? DuckDbException.Of(error.Message, Unexplained, sql, NativeMethods.ErrorData.DuckDBErrorDataErrorType(error))
            : DuckDbException.Of(message: null, Unexplained, sql);
    }

    private void Check(DuckDBState state)
    {
        if (state != DuckDBState.Success)
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
