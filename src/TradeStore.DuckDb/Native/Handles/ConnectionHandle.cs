namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_connection</c>, and which result streams from it.</summary>
internal sealed class ConnectionHandle(nint handle, DatabaseHandle database) : NativeHandle(handle, database)
{
    private ResultHandle? _stream;

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
            _ = NativeMethods.duckdb_prepare(this, "", out var statement);
            new PreparedStatementHandle(statement, this).Dispose();
        }
    }

    protected override bool Release()
    {
        NativeMethods.duckdb_disconnect(ref handle);
        return true;
    }
}
