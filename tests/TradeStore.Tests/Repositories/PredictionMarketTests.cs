using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class PredictionMarketTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Thousands_of_markets_are_written_at_once_in_one_frame_and_written_over()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await store.PredictionMarkets.PutEventsAsync([Event("e"), Event("f")]);
        var before = store.Parts.Journal!.DurableSequence;
        await store.PredictionMarkets.PutMarketsAsync([.. Enumerable.Range(0, 5_000).Select(i => Market($"m{i}", i < 4_998 ? "e" : "f"))]);
        Assert.That(store.Parts.Journal!.DurableSequence, Is.EqualTo(before + 1));
        Assert.That(await store.PredictionMarkets.QueryMarkets().CountAsync(), Is.EqualTo(5_000));

        await store.PredictionMarkets.PutMarketsAsync([Market("m4998", "f") with { YesPrice = 0.1m }, Market("m4998", "f") with { YesPrice = 0.9m }]);
        var markets = await store.PredictionMarkets.GetMarketsAsync("f");
        Assert.That(markets.Select(m => (m.MarketId, m.YesPrice)), Is.EqualTo(new[] { ("m4998", (decimal?)0.9m), ("m4999", 0.4m) }));
        Assert.That((await store.PredictionMarkets.FindMarketAsync("m4998"))!.YesPrice, Is.EqualTo(0.9m));
        Assert.That((await store.PredictionMarkets.FindEventAsync("f"))!.Title, Is.EqualTo("Title of f"));
        Assert.That(await store.PredictionMarkets.FindMarketAsync("M4998"), Is.Null);
    }

    [Test]
    public async Task A_market_of_an_event_and_a_snapshot_of_a_market_that_is_not_there_are_refused_with_their_whole_list()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await store.PredictionMarkets.PutEventsAsync([Event("e")]);
        await store.PredictionMarkets.PutMarketsAsync([Market("m", "e"), Market("alone", null)]);
        Assert.That(async () => await store.PredictionMarkets.PutMarketsAsync([Market("n", "e"), Market("o", "missing")]), Unknown("event_id", "missing"));
        Assert.That(async () => await store.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 0), Snapshot("n", 0)]), Unknown("market_id", "n"));
        Assert.That(async () => await store.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 0) with { MarketId = "e" }]), Unknown("market_id", "e"));
        Assert.That(await store.PredictionMarkets.QueryMarkets().CountAsync(), Is.EqualTo(2));
        Assert.That(await store.PredictionMarkets.QuerySnapshots().CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_row_that_breaks_a_rule_is_refused_and_its_id_stays_unknown()
    {
        await using var store = await Quick.OpenAsync(_folder);
        Assert.That(async () => await store.PredictionMarkets.PutEventsAsync([Event("e"), Event("f") with { Volume = -1 }]), Refused("volume", 1));
        Assert.That(async () => await store.PredictionMarkets.PutMarketsAsync([Market("m", "e")]), Unknown("event_id", "e"));
        Assert.That(async () => await store.PredictionMarkets.PutMarketsAsync([Market("m", null) with { YesPrice = 1.01m }]), Refused("yes_price", 0));
        Assert.That(async () => await store.PredictionMarkets.PutMarketsAsync([Market("m", null) with { Raw = "{" }]), Refused("raw", 0));
        Assert.That(async () => await store.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 0)]), Unknown("market_id", "m"));
        await store.PredictionMarkets.PutMarketsAsync([Market("m", null)]);
        Assert.That(async () => await store.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 0), Snapshot("m", 1) with { NoPrice = -0.1m }]), Refused("no_price", 1));
        Assert.That(async () => await store.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 0), Snapshot(null!, 1)]), Refused("market_id", 1));
        Assert.That(await store.PredictionMarkets.QueryEvents().CountAsync(), Is.Zero);
        Assert.That(await store.PredictionMarkets.QueryMarkets().CountAsync(), Is.EqualTo(1));
        Assert.That(await store.PredictionMarkets.QuerySnapshots().CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Snapshots_of_a_market_come_by_time_and_the_first_of_a_time_stays()
    {
        await using var store = await Quick.OpenAsync(_folder);
        await store.PredictionMarkets.PutMarketsAsync([Market("m", null), Market("n", null)]);
        await store.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 3), Snapshot("n", 2), Snapshot("m", 1)]);
        await store.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 2), Snapshot("m", 1) with { YesPrice = 0.99m }]);
        var read = await store.PredictionMarkets.GetSnapshotsAsync("m", Some.Day.AddMinutes(1), Some.Day.AddMinutes(3));
        Assert.That(read, Is.EqualTo(new[] { Snapshot("m", 1), Snapshot("m", 2) }));
        Assert.That(await store.PredictionMarkets.QuerySnapshots().CountAsync(), Is.EqualTo(4));
    }

    [Test]
    public async Task Events_and_markets_are_known_again_after_reopening()
    {
        await using (var store = await Quick.OpenAsync(_folder))
        {
            await store.PredictionMarkets.PutEventsAsync([Event("e")]);
            await store.PredictionMarkets.PutMarketsAsync([Market("m", "e")]);
        }

        await using var reopened = await Quick.OpenAsync(_folder);
        await reopened.PredictionMarkets.PutMarketsAsync([Market("n", "e")]);
        await reopened.PredictionMarkets.AppendSnapshotsAsync([Snapshot("m", 0), Snapshot("n", 0)]);
        Assert.That(async () => await reopened.PredictionMarkets.AppendSnapshotsAsync([Snapshot("o", 0)]), Unknown("market_id", "o"));
        Assert.That((await reopened.PredictionMarkets.GetMarketsAsync("e")).Select(m => m.MarketId), Is.EqualTo(new[] { "m", "n" }));
        Assert.That(await reopened.PredictionMarkets.QuerySnapshots().CountAsync(), Is.EqualTo(2));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Unknown(string column, string value) =>
        Throws.TypeOf<UnknownReferenceException>()
            .With.Property(nameof(UnknownReferenceException.Column)).EqualTo(column)
            .And.Property(nameof(UnknownReferenceException.Value)).EqualTo(value);

    private static NUnit.Framework.Constraints.EqualNumericConstraint<int> Refused(string column, int row) =>
        Throws.TypeOf<InvalidRowException>()
            .With.Property(nameof(InvalidRowException.Column)).EqualTo(column)
            .And.Property(nameof(InvalidRowException.RowIndex)).EqualTo(row);

    private static PredictionEvent Event(string id) => new() { EventId = id, Title = $"Title of {id}", UpdatedAt = Some.Day };

    private static PredictionMarket Market(string id, string? eventId) =>
        new() { MarketId = id, EventId = eventId, Question = "Will it?", YesPrice = 0.4m, NoPrice = 0.6m, Raw = "{}", UpdatedAt = Some.Day };

    private static MarketSnapshot Snapshot(string market, int minute) =>
        new() { Timestamp = Some.Day.AddMinutes(minute), MarketId = market, YesPrice = 0.4m, NoPrice = 0.6m, Volume = 1_000m };
}
