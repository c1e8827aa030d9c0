using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace TradeStore.DuckDb.Native;

/// <summary>
/// What DuckDB.NET's handles lack: each of those below keeps the object it was made from alive. So disposing in any order is safe, and a
/// database's path is free again only when nothing native of it is left.
/// </summary>
internal static class Handles
{
    /// <summary>Makes a handle's life as long as that of an object made from it, until that calls <see cref="Release"/>.</summary>
    public static T Hold<T>(T parent)
        where T : SafeHandle
    {
        var added = false;
        parent.DangerousAddRef(ref added);
        return parent;
    }

    /// <summary>Lets go of the parent after the object made from it.</summary>
    public static bool Release(bool released, SafeHandle parent)
    {
        parent.DangerousRelease();
        return released;
    }

    /// <summary>Takes the native object out of the handle that DuckDB.NET made for it.</summary>
    public static nint Take(SafeHandle made)
    {
        var native = made.DangerousGetHandle();
        made.SetHandleAsInvalid();
        return native;
    }
}

/// <summary><c>duckdb_database</c>. Its path is free again only when the native database really is closed.</summary>
internal sealed class DatabaseHandle : DuckDBDatabase
{
    private readonly string? _registered;

    public DatabaseHandle(DuckDBDatabase made, string? registered)
    {
        _registered = registered;
        SetHandle(Handles.Take(made));
    }

    protected override bool ReleaseHandle()
    {
        var released = base.ReleaseHandle();
        DatabaseRegistry.Remove(_registered);
        return released;
    }
}

/// <summary><c>duckdb_connection</c>, and which result streams from it.</summary>
internal sealed class ConnectionHandle : DuckDBNativeConnection
{
    private readonly DatabaseHandle _database;
    private ResultHandle? _stream;

    public ConnectionHandle(DuckDBNativeConnection made, DatabaseHandle database)
    {
        _database = Handles.Hold(database);
        SetHandle(Handles.Take(made));
    }

    public void StreamStarted(ResultHandle result) => _stream = result;

    public void StreamEnded(ResultHandle result) => Interlocked.CompareExchange(ref _stream, null, result);

    /// <summary>
    /// Ends a stream that was not read to its end. DuckDB leaves it, and outside BEGIN … COMMIT its transaction, open until the connection's next
    /// statement, and nobody can checkpoint meanwhile. Preparing nothing is the cheapest call that cleans up; that it fails is expected.
    /// </summary>
    public void EndStream(ResultHandle result)
    {
        if (Interlocked.CompareExchange(ref _stream, null, result) == result && !IsClosed)
        {
            _ = NativeMethods.PreparedStatements.DuckDBPrepare(this, "", out var statement);
            statement.Dispose();
        }
    }

    protected override bool ReleaseHandle() => Handles.Release(base.ReleaseHandle(), _database);
}

/// <summary><c>duckdb_prepared_statement</c>.</summary>
internal sealed class StatementHandle : DuckDBPreparedStatement
{
    private readonly ConnectionHandle _connection;

    public StatementHandle(DuckDBPreparedStatement made, ConnectionHandle connection)
    {
        _connection = Handles.Hold(connection);
        SetHandle(Handles.Take(made));
    }

    protected override bool ReleaseHandle() => Handles.Release(base.ReleaseHandle(), _connection);
}

/// <summary><c>duckdb_result</c>: a structure of ours, which DuckDB.NET has no handle for, and which must be destroyed even after a failure.</summary>
internal sealed class ResultHandle : SafeHandle
{
    /// <summary>The structure itself, which DuckDB fills in.</summary>
    public DuckDBResult Value;

    private readonly ConnectionHandle _connection;

    public ResultHandle(ConnectionHandle connection)
        : base(0, ownsHandle: true) => _connection = Handles.Hold(connection);

    // Without a connection the constructor has failed, and there is nothing to release.
    public override bool IsInvalid => _connection is null;

    protected override bool ReleaseHandle()
    {
        Value.Close();
        _connection.DangerousRelease();
        return true;
    }
}

/// <summary><c>duckdb_data_chunk</c> of a result that does not stream, in whose memory it is.</summary>
internal sealed class ChunkHandle : DuckDBDataChunk
{
    private readonly ResultHandle _result;

    public ChunkHandle(DuckDBDataChunk made, ResultHandle result)
    {
        _result = Handles.Hold(result);
        SetHandle(Handles.Take(made));
    }

    protected override bool ReleaseHandle() => Handles.Release(base.ReleaseHandle(), _result);
}

/// <summary><c>duckdb_appender</c>.</summary>
internal sealed class AppenderHandle : DuckDBAppender
{
    private readonly ConnectionHandle _connection;

    public AppenderHandle(DuckDBAppender made, ConnectionHandle connection)
    {
        _connection = Handles.Hold(connection);
        SetHandle(Handles.Take(made));
    }

    protected override bool ReleaseHandle()
    {
        // duckdb_appender_destroy, which DuckDB.NET calls, writes what is left: rows that nobody asked to keep. Rather leak than write half a batch.
        return Handles.Release(MissingImports.duckdb_appender_clear(handle) == DuckDBState.Success && base.ReleaseHandle(), _connection);
    }
}
