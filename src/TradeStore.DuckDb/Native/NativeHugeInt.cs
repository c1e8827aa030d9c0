using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Native;

/// <summary><c>duckdb_hugeint</c> as a parameter: <see cref="Int128"/> has another calling convention than two words.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeHugeInt(Int128 value)
{
    public readonly ulong Lower = unchecked((ulong)value);
    public readonly long Upper = unchecked((long)(value >> 64));

    public static NativeHugeInt Of(UInt128 value) => new(unchecked((Int128)value));
}
