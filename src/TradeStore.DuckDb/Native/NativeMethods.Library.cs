using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/api#duckdb_library_version
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial byte* duckdb_library_version();

    [LibraryImport(Library)]
    public static partial void duckdb_free(void* memory);
}
