using System.Security.Cryptography;
using System.Text;
using TradeStore.Model;

namespace TradeStore.Tests.Fingerprints;

internal sealed class PartListTests
{
    private static readonly DataPart Bars = new("ohlcv_bars", "202403", 50, "0b", [3]);
    private static readonly DataPart Ticks = new("market_ticks", "20240306", 1_000, "0a", [1, 2]);
    private static readonly DataPart Earlier = Ticks with { Partition = "20240305" };

    [Test]
    public void The_hash_is_that_of_the_documented_lines_in_the_order_of_table_and_partition()
    {
        const string Lines = "TradeStore data fingerprint 1 XXH128\nmarket_ticks 20240305 1000 0a\nmarket_ticks 20240306 1000 0a\nohlcv_bars 202403 50 0b\n";
        Assert.That(PartList.Hash("XXH128", [Bars, Ticks, Earlier]), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Lines)))));
    }

    [Test]
    public void Table_partition_rows_and_content_count_and_segments_do_not()
    {
        DataPart[] different = [Ticks, Ticks with { Table = "x" }, Ticks with { Partition = "x" }, Ticks with { Rows = 999 }, Ticks with { ContentHash = "x" }];
        Assert.That(different.Select(p => PartList.Hash("XXH128", [p])), Is.Unique);
        Assert.That(different.Skip(1).Select(p => PartList.Compare([Ticks], [p])), Has.All.Not.Empty);
        Assert.That(PartList.Hash("other", [Ticks]), Is.Not.EqualTo(PartList.Hash("XXH128", [Ticks])));
        Assert.That(PartList.Hash("XXH128", [Ticks with { Segments = [] }]), Is.EqualTo(PartList.Hash("XXH128", [Ticks])));
        Assert.That(PartList.Compare([Ticks], [Ticks with { Segments = [] }]), Is.Empty);
    }
}
