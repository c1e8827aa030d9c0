namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_extracted_statements</c>.</summary>
internal sealed class ExtractedStatementsHandle(nint handle, ConnectionHandle connection) : NativeHandle(handle, connection)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_extracted(ref handle);
        return true;
    }
}
