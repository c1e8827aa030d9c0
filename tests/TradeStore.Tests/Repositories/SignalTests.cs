using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class SignalTests
{
    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;
    private Store _store = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _folder = new TemporaryFolder();
        _clock = Some.Clock();
        await ReopenAsync();
        await _store.Bots.RegisterAsync(Some.Bot("b"));
        await _store.Bots.RegisterAsync(Some.Bot("other"));
        await _store.PredictionMarkets.PutMarketsAsync([Some.Market("m")]);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_signal_becomes_an_order_and_keeps_its_outcome_across_reopening()
    {
        var filters = new SignalFilters(["trend"], ["spread \"wide\""]);
        var signal = await _store.Signals.RecordAsync(Proposal() with { Filters = filters.ToJson() });
        var order = await _store.Orders.SubmitAsync(Order());
        var executed = await _store.Signals.MarkExecutedAsync(signal.SignalId, order.OrderId);
        Assert.That(executed, Is.EqualTo(signal with { Executed = true, ExecutedAt = _clock.GetUtcMicroseconds(), OrderId = order.OrderId }));
        await _store.DisposeAsync();

        await ReopenAsync();
        var won = await _store.Signals.SetOutcomeAsync(signal.SignalId, SignalOutcome.Win);
        Assert.That(await _store.Signals.Query().ToListAsync(), Is.EqualTo(new[] { won }));
        Assert.That((won.Outcome, won.OrderId), Is.EqualTo((SignalOutcome.Win, order.OrderId)));
        var parsed = SignalFilters.Parse(won.Filters!);
        Assert.That((parsed.Passed, parsed.Failed), Is.EqualTo((filters.Passed, filters.Failed)).Using<IReadOnlyList<string>>((x, y) => x.SequenceEqual(y)));
        Assert.That(async () => await _store.Signals.RecordAsync(signal), Throws.TypeOf<DuplicateKeyException>());
    }

    [Test]
    public async Task A_signal_becomes_the_round_trip_of_a_prediction_market()
    {
        var trade = await _store.RoundTrips.OpenAsync(new Trade
        {
            BotId = "b", MarketId = "m", Action = TradeAction.BuyYes, Side = PositionSide.Long, Quantity = 1, EntryPrice = 0.5m,
            EntryTime = Some.Day, Status = TradeStatus.Open,
        });
        var signal = await _store.Signals.RecordAsync(Proposal() with { Symbol = null, MarketId = "m", Action = TradeAction.BuyYes });
        await _store.Signals.MarkExecutedAsync(signal.SignalId, tradeId: trade.TradeId, at: Some.Day.AddHours(1));
        var stored = (await _store.Signals.FindAsync(signal.SignalId))!;
        Assert.That((stored.TradeId, stored.ExecutedAt), Is.EqualTo((trade.TradeId, Some.Day.AddHours(1))));
    }

    [Test]
    public async Task Pending_are_the_valid_ones_that_are_neither_executed_nor_void()
    {
        var now = _clock.GetUtcMicroseconds();
        var order = await _store.Orders.SubmitAsync(Order());
        var signals = await _store.Signals.RecordAsync(
        [
            Proposal() with { ExpiresAt = now.AddMinutes(1) },
            Proposal() with { Timestamp = Some.Day.AddSeconds(1) },
            Proposal() with { Valid = false },
            Proposal() with { Outcome = SignalOutcome.Rejected },
            Proposal() with { ExpiresAt = now },
            Proposal(),
            Proposal() with { BotId = "other", Timestamp = Some.Day.AddSeconds(2) },
        ]);
        await _store.Signals.MarkExecutedAsync(signals[5].SignalId, order.OrderId);
        Assert.That(await _store.Signals.GetPendingAsync(), Is.EqualTo(new[] { signals[0], signals[1], signals[6] }));
        Assert.That(await _store.Signals.GetPendingAsync("b"), Is.EqualTo(new[] { signals[0], signals[1] }));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await _store.Signals.GetPendingAsync("b"), Is.EqualTo(new[] { signals[1] }));
    }

    [Test]
    public async Task Of_two_that_execute_a_signal_at_once_one_is_refused()
    {
        var signal = await _store.Signals.RecordAsync(Proposal());
        var order = await _store.Orders.SubmitAsync(Order());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await _store.Signals.MarkExecutedAsync(signal.SignalId, order.OrderId);
                return true;
            }
            catch (IllegalSignalChangeException)
            {
                return false;
            }
        }));
        Assert.That(outcomes.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_refused_leaves_the_signals_as_they_were()
    {
        var order = await _store.Orders.SubmitAsync(Order());
        var open = await _store.Signals.RecordAsync(Proposal());
        var invalid = await _store.Signals.RecordAsync(Proposal() with { Valid = false });
        var rejected = await _store.Signals.RecordAsync(Proposal() with { Outcome = SignalOutcome.Rejected });
        var executed = await _store.Signals.RecordAsync(Proposal());
        executed = await _store.Signals.MarkExecutedAsync(executed.SignalId, order.OrderId);

        Refuses<UnknownReferenceException>(_store.Signals.RecordAsync([Proposal(), Proposal() with { BotId = "x" }]));
        Refuses<DuplicateKeyException>(_store.Signals.RecordAsync(open));
        Refuses<InvalidRowException>(_store.Signals.RecordAsync(Proposal() with { Executed = true, ExecutedAt = Some.Day }));
        Refuses<InvalidRowException>(_store.Signals.RecordAsync(Proposal() with { Outcome = SignalOutcome.Win }));
        Refuses<InvalidRowException>(_store.Signals.RecordAsync(Proposal() with { Confidence = 1.5 }));
        Refuses<UnknownReferenceException>(_store.Signals.MarkExecutedAsync(Guid.NewGuid(), order.OrderId));
        Refuses<UnknownReferenceException>(_store.Signals.MarkExecutedAsync(open.SignalId, Guid.NewGuid()));
        Refuses<UnknownReferenceException>(_store.Signals.MarkExecutedAsync(open.SignalId, order.OrderId, tradeId: Guid.NewGuid()));
        Refuses<IllegalSignalChangeException>(_store.Signals.MarkExecutedAsync(executed.SignalId, order.OrderId));
        Refuses<IllegalSignalChangeException>(_store.Signals.MarkExecutedAsync(invalid.SignalId, order.OrderId));
        Refuses<IllegalSignalChangeException>(_store.Signals.MarkExecutedAsync(rejected.SignalId, order.OrderId));
        Refuses<IllegalSignalChangeException>(_store.Signals.SetOutcomeAsync(open.SignalId, SignalOutcome.Loss));
        Refuses<IllegalSignalChangeException>(_store.Signals.SetOutcomeAsync(executed.SignalId, SignalOutcome.Expired));
        Refuses<InvalidRowException>(_store.Signals.SetOutcomeAsync(open.SignalId, SignalOutcome.None));
        Refuses<UnknownReferenceException>(_store.Signals.SetOutcomeAsync(Guid.NewGuid(), SignalOutcome.Rejected));
        Assert.That(() => _store.Signals.MarkExecutedAsync(open.SignalId), Throws.ArgumentException);

        Assert.That(await _store.Signals.Query().ToListAsync(), Is.EquivalentTo(new[] { open, invalid, rejected, executed }));
    }

    [TestCase("null")]
    [TestCase("""{"passed":["a"]}""")]
    [TestCase("""{"passed":["a"],"failed":null}""")]
    public void Json_that_holds_no_filters_is_refused(string json) => Assert.That(() => SignalFilters.Parse(json), Throws.InstanceOf<JsonException>());

    private static void Refuses<TError>(Task change)
        where TError : Exception => Assert.That(async () => await change, Throws.TypeOf<TError>());

    private static Signal Proposal() => new() { BotId = "b", Symbol = "AAPL", Timestamp = Some.Day, Action = TradeAction.Buy, Valid = true };

    private static Order Order() => new()
    {
        BotId = "b", Exchange = "NASDAQ", Symbol = "AAPL", Side = OrderSide.Buy, Type = OrderType.Market, TimeInForce = TimeInForce.Day, Quantity = 1,
    };

    private async Task ReopenAsync() => _store = await Quick.OpenAsync(_folder, options => options.TimeProvider = _clock);
}
