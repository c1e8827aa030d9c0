using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/data_chunk
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial ulong duckdb_vector_size();

    [LibraryImport(Library)]
    public static partial nint duckdb_create_data_chunk(nint* types, ulong columnCount);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    public static partial void duckdb_data_chunk_reset(nint chunk);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial ulong duckdb_data_chunk_get_column_count(nint chunk);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);
}
