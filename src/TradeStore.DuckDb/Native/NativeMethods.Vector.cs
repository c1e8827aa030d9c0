using System.Runtime.InteropServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Native;

// https://duckdb.org/docs/stable/clients/c/vector
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library), SuppressGCTransition]
    public static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    public static partial void duckdb_vector_ensure_validity_writable(nint vector);

    // The "unsafe" one leaves out the UTF-8 check, which is done in managed code, before: a void call cannot refuse.
    [LibraryImport(Library)]
    public static partial void duckdb_unsafe_vector_assign_string_element_len(nint vector, ulong row, byte* text, ulong length);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial nint duckdb_list_vector_get_child(nint vector);

    [LibraryImport(Library), SuppressGCTransition]
    public static partial ulong duckdb_list_vector_get_size(nint vector);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_list_vector_set_size(nint vector, ulong size);

    [LibraryImport(Library)]
    public static partial NativeState duckdb_list_vector_reserve(nint vector, ulong capacity);
}
