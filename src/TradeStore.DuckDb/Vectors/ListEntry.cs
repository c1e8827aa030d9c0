using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Vectors;

/// <summary>Where the elements of one row's list are in the child vector.</summary>
/// <param name="Offset">The index of the first element.</param>
/// <param name="Length">The number of elements.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ListEntry(ulong Offset, ulong Length);
