using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/api#error-data
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial byte duckdb_error_data_has_error(ErrorDataHandle error);

    [LibraryImport(Library)]
    public static partial byte* duckdb_error_data_message(ErrorDataHandle error);

    [LibraryImport(Library)]
    public static partial DuckDbErrorType duckdb_error_data_error_type(ErrorDataHandle error);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_error_data(ref nint error);
}
