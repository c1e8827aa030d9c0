using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_database</c>. Its path is free again only when the native database really is closed.</summary>
internal sealed class DatabaseHandle(nint handle, DatabaseRegistration registration) : NativeHandle(handle, parent: null)
{
    protected override bool Release()
    {
        NativeMethods.duckdb_close(ref handle);
        registration.Dispose();
        return true;
    }
}
