using System.IO.Hashing;

namespace TradeStore.Storage.Tiers.Values;

/// <summary>
/// A hash of each of some rows over all their columns: XXH3 of each value that is not NULL, seeded with the hash so far and the column's number. So it is made column by
/// column, in the order of the columns, and two rows that exchange a value have other hashes.
/// </summary>
/// <param name="hashes">The hash of each row, 0 before the first column.</param>
internal readonly struct RowHashes(ulong[] hashes) : IValueTaker
{
    public void Take(int row, ushort fieldId, ReadOnlySpan<byte> value) =>
        hashes[row] = XxHash3.HashToUInt64(value, unchecked((long)(hashes[row] + fieldId)));
}
