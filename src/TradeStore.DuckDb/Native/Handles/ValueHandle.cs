namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_value</c>.</summary>
internal sealed class ValueHandle(nint handle) : NativeHandle(handle, parent: null)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_value(ref handle);
        return true;
    }
}
