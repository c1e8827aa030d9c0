namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_prepared_statement</c>.</summary>
internal sealed class PreparedStatementHandle(nint handle, ConnectionHandle connection) : NativeHandle(handle, connection)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_prepare(ref handle);
        return true;
    }
}
