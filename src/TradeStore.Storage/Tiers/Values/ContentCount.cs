using System.Globalization;
using System.IO.Hashing;

namespace TradeStore.Storage.Tiers.Values;

/// <summary>What rows hold, added up as they come: how many, their first and last time, their bytes, and the sum of their hashes, whatever their order.</summary>
internal sealed class ContentCount
{
    private long _rows;
    private long _earliest = long.MaxValue;
    private long _latest = long.MinValue;
    private long _rawBytes;
    private ulong _sum;

    /// <summary>Adds rows.</summary>
    /// <param name="times">Their times.</param>
    /// <param name="hashes">Their hashes.</param>
    /// <param name="rawBytes">The bytes of their values as they travel.</param>
    public void Add(ReadOnlySpan<long> times, ReadOnlySpan<ulong> hashes, long rawBytes)
    {
        foreach (var time in times)
        {
            _earliest = Math.Min(_earliest, time);
            _latest = Math.Max(_latest, time);
        }

        var sum = _sum;
        foreach (var hash in hashes)
        {
            sum = unchecked(sum + hash);
        }

        _sum = sum;
        _rows += hashes.Length;
        _rawBytes += rawBytes;
    }

    public SegmentContent ToContent() => new()
    {
        Rows = _rows,
        Earliest = _rows == 0 ? 0 : _earliest,
        Latest = _rows == 0 ? 0 : _latest,
        RawBytes = _rawBytes,
        ValueHash = Text(_sum),
    };

    /// <summary>Returns the hash of rows of which parts have been hashed each for itself.</summary>
    public static string Sum(IEnumerable<string> hashes) =>
        Text(hashes.Aggregate(0UL, (sum, hash) => unchecked(sum + ulong.Parse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))));

    private static string Text(ulong sum) => $"{sum:x16}";
}

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
