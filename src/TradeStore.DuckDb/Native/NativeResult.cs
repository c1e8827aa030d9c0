using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Native;

/// <summary><c>duckdb_result</c>: six words, of which only the last is still used; several calls take it by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeResult
{
    private readonly nint _columnCount;
    private readonly nint _rowCount;
    private readonly nint _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internalData;
}
