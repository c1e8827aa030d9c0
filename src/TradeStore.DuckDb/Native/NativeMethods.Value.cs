using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/value
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial void duckdb_destroy_value(ref nint value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_uuid(NativeHugeInt value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_varchar_length(byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_null_value();

    [LibraryImport(Library)]
    public static partial nint duckdb_create_list_value(LogicalTypeHandle elementType, nint* values, ulong count);
}
