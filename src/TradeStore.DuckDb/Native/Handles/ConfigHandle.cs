namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_config</c>.</summary>
internal sealed class ConfigHandle(nint handle) : NativeHandle(handle, parent: null)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_config(ref handle);
        return true;
    }
}
