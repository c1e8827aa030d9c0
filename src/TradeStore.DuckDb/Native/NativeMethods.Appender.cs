using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/appender
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState duckdb_appender_create_ext(
        ConnectionHandle connection, string? catalog, string? schema, string table, out nint appender);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeState duckdb_appender_create_query(
        ConnectionHandle connection, string sql, ulong columnCount, nint* types, string tableName, byte** columnNames, out nint appender);

    [LibraryImport(Library)]
    public static partial ulong duckdb_appender_column_count(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial nint duckdb_appender_error_data(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_append_data_chunk(AppenderHandle appender, DataChunkHandle chunk);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_appender_flush(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_appender_close(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_appender_clear(nint appender);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_appender_destroy(ref nint appender);
}
