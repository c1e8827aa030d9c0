namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_connection</c>.</summary>
internal sealed class ConnectionHandle(nint handle, DatabaseHandle database) : NativeHandle(handle, database)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_disconnect(ref handle);
        return true;
    }
}
