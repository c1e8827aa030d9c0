namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_logical_type</c>.</summary>
internal sealed class LogicalTypeHandle(nint handle) : NativeHandle(handle, parent: null)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_logical_type(ref handle);
        return true;
    }
}
