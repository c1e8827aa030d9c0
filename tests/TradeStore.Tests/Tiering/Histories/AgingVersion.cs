using System.Runtime.InteropServices;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A state of a table that a read may see.</summary>
/// <param name="Batches">How many batches it has.</param>
/// <param name="Removed">The removals that were made, a bit each.</param>
/// <param name="Kept">The removals that are not made any more, a bit each: rows came before.</param>
/// <param name="Digest">What is seen.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AgingVersion(int Batches, ulong Removed, ulong Kept, AgingDigest Digest);
