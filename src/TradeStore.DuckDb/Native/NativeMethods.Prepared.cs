using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/prepared
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState duckdb_prepare(ConnectionHandle connection, string sql, out nint statement);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_prepare(ref nint statement);

    [LibraryImport(Library)]
    public static partial byte* duckdb_prepare_error(PreparedStatementHandle statement);

    [LibraryImport(Library)]
    public static partial DuckDbStatementType duckdb_prepared_statement_type(PreparedStatementHandle statement);

    [LibraryImport(Library)]
    public static partial ulong duckdb_nparams(PreparedStatementHandle statement);

    [LibraryImport(Library)]
    public static partial byte* duckdb_parameter_name(PreparedStatementHandle statement, ulong index);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState duckdb_bind_parameter_index(PreparedStatementHandle statement, out ulong index, string name);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_clear_bindings(PreparedStatementHandle statement);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_execute_prepared_streaming(PreparedStatementHandle statement, ResultHandle result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong duckdb_extract_statements(ConnectionHandle connection, string sql, out nint statements);

    [LibraryImport(Library)]
    public static partial byte* duckdb_extract_statements_error(ExtractedStatementsHandle statements);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_prepare_extracted_statement(
        ConnectionHandle connection, ExtractedStatementsHandle statements, ulong index, out nint statement);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_extracted(ref nint statements);
}
