using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/query
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState duckdb_query(ConnectionHandle connection, string sql, ResultHandle result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_result(nint result);

    [LibraryImport(Library)]
    public static partial byte* duckdb_result_error(ResultHandle result);

    [LibraryImport(Library)]
    public static partial DuckDbErrorType duckdb_result_error_type(ResultHandle result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_column_count(ResultHandle result);

    [LibraryImport(Library)]
    public static partial byte* duckdb_column_name(ResultHandle result, ulong column);

    [LibraryImport(Library)]
    public static partial nint duckdb_column_logical_type(ResultHandle result, ulong column);

    [LibraryImport(Library)]
    public static partial ulong duckdb_rows_changed(ResultHandle result);

    [LibraryImport(Library)]
    public static partial DuckDbStatementType duckdb_result_statement_type(NativeResult result);

    [LibraryImport(Library)]
    public static partial NativeResultType duckdb_result_return_type(NativeResult result);

    [LibraryImport(Library)]
    public static partial byte duckdb_result_is_streaming(NativeResult result);

    [LibraryImport(Library)]
    public static partial nint duckdb_fetch_chunk(NativeResult result);
}
