using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/types
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial nint duckdb_create_logical_type(DuckDbTypeId type);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_decimal_type(byte width, byte scale);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_list_type(LogicalTypeHandle elementType);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_logical_type_set_alias(LogicalTypeHandle type, string alias);

    [LibraryImport(Library)]
    public static partial byte* duckdb_logical_type_get_alias(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial DuckDbTypeId duckdb_get_type_id(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_width(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_scale(LogicalTypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_list_type_child_type(LogicalTypeHandle type);
}
