namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_data_chunk</c>.</summary>
internal sealed class DataChunkHandle(nint handle, ResultHandle? result) : NativeHandle(handle, result)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_data_chunk(ref handle);
        return true;
    }
}
