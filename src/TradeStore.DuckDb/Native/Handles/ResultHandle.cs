using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_result</c>: a structure of ours that DuckDB fills in and that must be destroyed even after a failure.</summary>
internal sealed unsafe class ResultHandle(ConnectionHandle connection)
    : NativeHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)), connection)
{
    /// <summary>The structure itself, for calls that take it by value; valid while the handle is held.</summary>
    public NativeResult Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return *(NativeResult*)handle;
        }
    }

    protected override bool Release()
    {
        NativeMethods.duckdb_destroy_result(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
