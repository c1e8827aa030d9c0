using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using DuckDB.NET.Native;

// Every signature of ours is blittable: nothing may be converted behind our back.
[assembly: DisableRuntimeMarshalling]

namespace TradeStore.DuckDb.Native;

/// <summary>What the store calls of DuckDB's C API (https://duckdb.org/docs/stable/clients/c/api) and DuckDB.NET does not import.</summary>
internal static unsafe partial class MissingImports
{
    private const string Library = "duckdb";

    // One libduckdb a process: ours is whichever DuckDB.NET's own assembly loads. A static constructor, not a field: it must have run before the
    // first call, and a field alone does not promise that.
    static MissingImports() => NativeLibrary.SetDllImportResolver(typeof(MissingImports).Assembly, static (name, _, _) =>
        name == Library ? NativeLibrary.Load(name, typeof(NativeMethods).Assembly, searchPath: null) : 0);

    [LibraryImport(Library)]
    public static partial int duckdb_prepared_statement_type(DuckDBPreparedStatement statement);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(DuckDBCallerOwnedStringMarshaller))]
    public static partial string? duckdb_parameter_name(DuckDBPreparedStatement statement, ulong index);

    // DuckDB.NET's binding of a text ends at its first NUL and replaces what has no UTF-8 form.
    [LibraryImport(Library)]
    public static partial DuckDBState duckdb_bind_varchar_length(DuckDBPreparedStatement statement, ulong index, byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial DuckDBValue duckdb_create_varchar_length(byte* text, ulong length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void duckdb_logical_type_set_alias(DuckDBLogicalType type, string alias);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(DuckDBCallerOwnedStringMarshaller))]
    public static partial string? duckdb_logical_type_get_alias(DuckDBLogicalType type);

    // Names by pointer: the code that is generated for an array of strings overflows by chance where arithmetic is checked, as it is here.
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial DuckDBState duckdb_appender_create_query(
        DuckDBNativeConnection connection, string sql, ulong columnCount, nint* types, string tableName, nint* columnNames, out DuckDBAppender appender);

    // DuckDB.NET's takes a handle, and that of an appender which is being released is closed already.
    [LibraryImport(Library)]
    public static partial DuckDBState duckdb_appender_clear(nint appender);
}
