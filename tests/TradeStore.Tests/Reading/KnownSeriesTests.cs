using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Reading;

/// <summary>A sealed segment is known by the series that it has, and not looked at for others.</summary>
internal sealed class KnownSeriesTests
{
    [Test]
    public async Task A_symbol_that_no_sealed_segment_has_is_looked_for_in_none_and_found_as_soon_as_it_comes()
    {
        await using var cold = await ColdStore.OpenAsync();
        for (var opened = 0; opened < 2; opened++)
        {
            Assert.That(cold.Segments.Select(s => (s.Tier, s.State)), Is.EqualTo(new[] { (Tier.Cold, SegmentState.Sealed), (Tier.Cold, SegmentState.Sealed), (Tier.Warm, SegmentState.Sealed) }));
            foreach (var segment in cold.Segments)
            {
                Assert.That(segment.Content!.Heads!.Select(head => string.Join(' ', head)), Is.EqualTo(new[] { "NASDAQ AAPL", "NASDAQ MSFT" }).Or.EqualTo(new[] { "AAPL NASDAQ", "MSFT NASDAQ" }));
                Assert.That(MayHold(segment, "NASDAQ", "AAPL") && MayHold(segment, "NASDAQ", "MSFT") && MayHold(segment, "NASDAQ") && MayHold(segment, exchange: null, "MSFT"), Is.True);
                Assert.That(MayHold(segment, "NASDAQ", "GOOG") || MayHold(segment, "NASDAQ", "AAPL ") || MayHold(segment, "NYSE", "AAPL") || MayHold(segment, exchange: null, "aapl"), Is.False);
            }

            await cold.ReopenAsync();
        }

        Assert.That(await cold.Store.Ticks.LatestAsync("NASDAQ", "GOOG"), Is.Null);
        var late = Some.Quote(7, "GOOG") with { Timestamp = ColdStore.FirstDay.AddSeconds(7) };
        await cold.Store.Ticks.AppendAsync(late);
        Assert.That((await cold.Store.Ticks.LatestAsync("NASDAQ", "GOOG"))!.Timestamp, Is.EqualTo(late.Timestamp), "in memory");
        await cold.Store.CheckpointAsync();
        Assert.That((await cold.Store.Ticks.LatestAsync("NASDAQ", "GOOG"))!.Timestamp, Is.EqualTo(late.Timestamp), "in an open segment");
        Assert.That((await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay)).Failed, Is.Empty);
        Assert.That(cold.First.Content!.Heads, Has.Count.EqualTo(3));
        Assert.That((await cold.Store.Ticks.LatestAsync("NASDAQ", "GOOG"))!.Timestamp, Is.EqualTo(late.Timestamp), "in a file");
        Assert.That(await cold.Store.Ticks.LatestAsync("NASDAQ", "AAPL"), Is.Not.Null);
    }

    [Test]
    public async Task Of_a_segment_with_many_series_the_first_and_the_last_are_known()
    {
        await using var cold = await ColdStore.OpenAsync();
        await cold.Store.Ticks.AppendAsync([.. Enumerable.Range(0, 100).Select(i => Some.Quote(i, $"S{i:000}") with { Timestamp = ColdStore.FirstDay.AddSeconds(i) })]);
        Assert.That((await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay)).Failed, Is.Empty);

        Assert.That(cold.First.Content!.Heads, Is.Null);
        Assert.That(MayHold(cold.First, "NASDAQ", "Q") && !MayHold(cold.First, "NASDAQ", "T"), Is.True);
        Assert.That(await cold.Store.Ticks.LatestAsync("NASDAQ", "S050"), Is.Not.Null);
        Assert.That(await cold.Store.Ticks.LatestAsync("NASDAQ", "Q"), Is.Null);
    }

    private static bool MayHold(Segment segment, string? exchange = null, string? symbol = null) =>
        new SeriesFilter(TickTable.Definition, TimeRange.All).Where("exchange", exchange).Where("symbol", symbol).MayHold(segment);
}
