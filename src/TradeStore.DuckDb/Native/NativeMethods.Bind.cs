using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/prepared
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_null(PreparedStatementHandle statement, ulong index);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_boolean(PreparedStatementHandle statement, ulong index, byte value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_int32(PreparedStatementHandle statement, ulong index, int value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_int64(PreparedStatementHandle statement, ulong index, long value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_uint64(PreparedStatementHandle statement, ulong index, ulong value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_hugeint(PreparedStatementHandle statement, ulong index, NativeHugeInt value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_float(PreparedStatementHandle statement, ulong index, float value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_double(PreparedStatementHandle statement, ulong index, double value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_decimal(PreparedStatementHandle statement, ulong index, NativeDecimal value);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_timestamp(PreparedStatementHandle statement, ulong index, long microseconds);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_date(PreparedStatementHandle statement, ulong index, int days);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_time(PreparedStatementHandle statement, ulong index, long microseconds);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_varchar_length(PreparedStatementHandle statement, ulong index, byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_blob(PreparedStatementHandle statement, ulong index, byte* data, ulong length);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_bind_value(PreparedStatementHandle statement, ulong index, ValueHandle value);
}
