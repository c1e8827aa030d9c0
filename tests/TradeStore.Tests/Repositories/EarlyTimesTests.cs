using TradeStore.Model;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering;

namespace TradeStore.Tests.Repositories;

/// <summary>Times before 1970, which are numbers below zero, and names as venues have them.</summary>
internal sealed class EarlyTimesTests
{
    private static readonly DateTime First = new(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime[] Times =
    [
        First, First.AddTicks(10), new(1928, 1, 3, 0, 0, 0, DateTimeKind.Utc), new(1969, 12, 31, 0, 0, 0, DateTimeKind.Utc), DateTime.UnixEpoch.AddTicks(-10), DateTime.UnixEpoch, Some.Day,
    ];

    [Test]
    public async Task Ticks_of_two_centuries_are_in_their_partitions_in_every_tier_and_when_the_journal_is_replayed()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var ticks = Times.Select((time, i) => Some.Quote(i) with { Timestamp = time }).ToList();
        await store.Ticks.AppendAsync([.. ticks.AsEnumerable().Reverse()]);
        using var killed = new TemporaryFolder();
        FolderImage.Copy(folder.Path, killed.Path);
        await CheckAsync(store, "memtable");
        await store.CheckpointAsync();
        Assert.That(store.Parts.Maps!.Current.Partitions(store.Parts.Catalog!.All[0]).Select(p => p.Partition.Name), Is.EqualTo(new[] { "18000101", "19280103", "19691231", "19700101", "20240305" }));
        await CheckAsync(store, "open");
        Assert.That((await store.Tiering.SealAsync("market_ticks", First, Some.Day.AddDays(1))).Failed, Is.Empty);
        await CheckAsync(store, "sealed");
        Assert.That((await store.Tiering.ExportAsync("market_ticks", First, Some.Day.AddDays(1))).Failed, Is.Empty);
        await CheckAsync(store, "cold");
        Assert.That((await store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
        await store.Ticks.AppendAsync(ticks[2]);
        await CheckAsync(store, "with a tick that is there already");
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", "AAPL"))!.Timestamp, Is.EqualTo(Some.Day));
        var described = await store.Tiering.DescribeAsync();
        Assert.That(described.Where(d => d.Table == "market_ticks").Min(d => d.First), Is.EqualTo(First));

        await using var replayed = await Quick.OpenAsync(killed);
        await CheckAsync(replayed, "replayed");

        async Task CheckAsync(Store read, string where)
        {
            Assert.That((await read.Ticks.GetAsync("NASDAQ", "AAPL", First, Some.Day.AddDays(1))).Select(t => t.Timestamp), Is.EqualTo(Times), where);
            Assert.That(await read.QueryAsync<DateTime>("SELECT ts FROM market_ticks WHERE ts < '1970-01-01' AND ts >= DATE '1928-01-01' ORDER BY ts"), Is.EqualTo(Times[2..5]), where);
            Assert.That(await read.Ticks.Query().Where(t => t.Timestamp < new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc)).CountAsync(), Is.EqualTo(2), where);
        }
    }

    [Test]
    public async Task A_daily_bar_of_1928_is_kept_and_ages_as_old_as_it_is()
    {
        await using var aging = await ClockedStore.OpenAsync();
        var bar = Some.Bar(0) with { Timeframe = Timeframe.OneDay, Timestamp = Times[2] };
        await aging.Store.Bars.AppendAsync(bar);

        await aging.AdvanceAsync(TimeSpan.FromDays(2));
        var step = (await aging.Store.Tiering.PlanAsync()).Single(s => s.Table == "ohlcv_bars");
        Assert.That(step.Partition, Is.EqualTo("192801"));
        Assert.That((await aging.Store.Tiering.ExportAsync("ohlcv_bars", Times[2], Times[3])).Failed, Is.Empty);
        Assert.That((await aging.Store.Bars.GetAsync("NASDAQ", "AAPL", Timeframe.OneDay, First, Some.Day)).Single().Timestamp, Is.EqualTo(Times[2]));
    }

    [Test]
    public async Task Market_and_token_ids_of_venues_are_names_as_they_are()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var market = "0x" + new string('a', 64);
        var longest = string.Concat(Enumerable.Repeat("日", 255));
        await store.PredictionMarkets.PutMarketsAsync([Some.Market(market), Some.Market(longest)]);
        await store.Ticks.AppendAsync([Some.Quote(1, new string('7', 77)), Some.Quote(2, longest)]);
        await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1));

        Assert.That((await store.PredictionMarkets.FindMarketAsync(market))!.MarketId, Is.EqualTo(market));
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", new string('7', 77)))!.SequenceNumber, Is.EqualTo(1));
        Assert.That((await store.Ticks.LatestAsync("NASDAQ", longest))!.SequenceNumber, Is.EqualTo(2));
    }
}
