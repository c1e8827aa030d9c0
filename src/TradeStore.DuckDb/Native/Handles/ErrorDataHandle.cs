namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_error_data</c>.</summary>
internal sealed class ErrorDataHandle(nint handle) : NativeHandle(handle, parent: null)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_error_data(ref handle);
        return true;
    }
}
