using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/config
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial NativeState duckdb_create_config(out nint configuration);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState duckdb_set_config(ConfigHandle configuration, string name, string option);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_config(ref nint configuration);
}
