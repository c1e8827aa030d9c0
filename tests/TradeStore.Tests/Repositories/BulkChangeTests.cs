using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

/// <summary>Many rows or changes in one call: one frame, all or none.</summary>
internal sealed class BulkChangeTests
{
    private TradingStore _trading = null!;

    private Store Store => _trading.Store;

    [SetUp]
    public async Task OpenAsync() => _trading = await TradingStore.OpenAsync();

    [TearDown]
    public Task CloseAsync() => _trading.DisposeAsync().AsTask();

    [Test]
    public async Task Orders_change_their_status_are_amended_and_cancelled()
    {
        var orders = await Store.Orders.SubmitAsync([.. Enumerable.Range(0, 20).Select(_ => TradingStore.Order() with { Status = OrderStatus.Pending })]);
        var submitted = await InOneFrameAsync(() => Store.Orders.UpdateStatusAsync([.. orders.Select(o => new OrderStatusChange(o.OrderId, OrderStatus.Submitted, "sent"))]));
        Assert.That(submitted, Is.All.Matches<Order>(o => o is { Status: OrderStatus.Submitted, StatusMessage: "sent", SubmittedAt: not null }));
        var amended = await InOneFrameAsync(() => Store.Orders.AmendAsync([.. orders.Select((o, i) => new OrderAmendment(o.OrderId) { Quantity = 200 + i })]));
        Assert.That(amended.Select(o => o.Quantity), Is.EqualTo(Enumerable.Range(200, 20).Select(q => (decimal)q)));
        var cancelled = await InOneFrameAsync(() => Store.Orders.CancelAsync([.. orders.Skip(10).Select(o => o.OrderId)], "enough"));
        Assert.That(cancelled, Is.All.Matches<Order>(o => o is { Status: OrderStatus.Cancelled, StatusMessage: "enough" }));
        Assert.That(Store.Orders.GetOpen().Count, Is.EqualTo(10));

        var ended = await _trading.RefusesAsync<IllegalTransitionException>(() => Store.Orders.CancelAsync([orders[0].OrderId, orders[15].OrderId]));
        Assert.That((ended.OrderId, ended.From), Is.EqualTo((orders[15].OrderId, OrderStatus.Cancelled)));
        await _trading.RefusesAsync<UnknownReferenceException>(() => Store.Orders.UpdateStatusAsync([new(orders[0].OrderId, OrderStatus.Rejected), new(Guid.NewGuid(), OrderStatus.Rejected)]));
        await _trading.RefusesAsync<ArgumentException>(() => Store.Orders.UpdateStatusAsync([new(orders[0].OrderId, OrderStatus.Filled)]));
        var row = await _trading.RefusesAsync<InvalidRowException>(() => Store.Orders.AmendAsync([new(orders[0].OrderId) { Quantity = 5 }, new(orders[1].OrderId) { Quantity = -5 }]));
        Assert.That((row.RowIndex, row.Column), Is.EqualTo((1, "quantity")));
        await _trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task Signals_are_executed_and_keep_their_outcomes()
    {
        var order = await _trading.SubmitAsync();
        var signals = await Store.Signals.RecordAsync([.. Enumerable.Range(0, 1_300).Select(i => Proposal(i))]);
        var ids = signals.Select(s => s.SignalId).ToList();
        var executed = await InOneFrameAsync(() => Store.Signals.MarkExecutedAsync([.. ids.Take(1_200).Select(id => new SignalExecution(id, order.OrderId))]));
        Assert.That(executed.Select(s => (s.SignalId, s.Executed, s.OrderId)), Is.EqualTo(ids.Take(1_200).Select(id => (id, true, (Guid?)order.OrderId))));
        var won = await InOneFrameAsync(() => Store.Signals.SetOutcomeAsync([.. ids.Take(450).Select(id => new SignalOutcomeChange(id, SignalOutcome.Win))]));
        Assert.That(won.Select(s => s.Outcome), Is.All.EqualTo(SignalOutcome.Win));
        Assert.That((await Store.Signals.Query().Where(s => s.Outcome == SignalOutcome.Win).ToListAsync()).Count, Is.EqualTo(450));

        await RefusesAsync<IllegalSignalChangeException>(() => Store.Signals.SetOutcomeAsync([new(ids[0], SignalOutcome.Loss), new(ids[1_250], SignalOutcome.Win)]));
        await RefusesAsync<UnknownReferenceException>(() => Store.Signals.SetOutcomeAsync([new(ids[0], SignalOutcome.Loss), new(Guid.NewGuid(), SignalOutcome.Win)]));
        await RefusesAsync<IllegalSignalChangeException>(() => Store.Signals.MarkExecutedAsync([new(ids[1_250], order.OrderId), new(ids[1_250], order.OrderId)]));
        await RefusesAsync<ArgumentException>(() => Store.Signals.MarkExecutedAsync([new(ids[1_250])]));

        async Task RefusesAsync<TException>(Func<Task> call)
            where TException : Exception
        {
            var before = await Store.Signals.Query().OrderBy(s => s.Timestamp).ToListAsync();
            await _trading.RefusesAsync<TException>(call);
            Assert.That(await Store.Signals.Query().OrderBy(s => s.Timestamp).ToListAsync(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task Bulks_that_share_signals_wait_for_each_other_and_none_is_executed_twice()
    {
        var order = await _trading.SubmitAsync();
        var signals = await Store.Signals.RecordAsync([.. Enumerable.Range(0, 40).Select(Proposal)]);
        var random = Quick.Seeded(5);
        var bulks = Enumerable.Range(0, 16).Select(_ => signals.Where(_ => random.Next(3) == 0).Select(s => new SignalExecution(s.SignalId, order.OrderId)).OrderBy(_ => random.Next()).ToList()).ToList();
        var done = await Task.WhenAll(bulks.Select(async bulk =>
        {
            try
            {
                return (await Store.Signals.MarkExecutedAsync(bulk)).Select(s => s.SignalId).ToList();
            }
            catch (IllegalSignalChangeException)
            {
                return [];
            }
        }));

        var executed = done.SelectMany(ids => ids).ToList();
        Assert.That(executed, Is.Unique.And.Not.Empty);
        Assert.That((await Store.Signals.Query().Where(s => s.Executed).ToListAsync()).Select(s => s.SignalId), Is.EquivalentTo(executed));
    }

    [Test]
    public async Task Alerts_and_risk_events_are_raised_and_settled()
    {
        var alerts = await InOneFrameAsync(() => Store.Alerts.RaiseAsync([.. Enumerable.Range(0, 5).Select(_ => new Alert { Rule = "r", Severity = Severity.Info, State = AlertState.Raised, RaisedAt = Some.Day })]));
        await InOneFrameAsync(() => Store.Alerts.AcknowledgeAsync([.. alerts.Take(3).Select(a => a.AlertId)], Some.Day.AddHours(1)));
        Assert.That(Store.Alerts.GetOpen().Count(a => a.AcknowledgedAt == Some.Day.AddHours(1)), Is.EqualTo(3));
        await Assert.ThrowsAsync<InvalidRowException>(() => Store.Alerts.AcknowledgeAsync([alerts[4].AlertId, alerts[0].AlertId]));
        await InOneFrameAsync(() => Store.Alerts.ResolveAsync([.. alerts.Skip(1).Select(a => a.AlertId)]));
        Assert.That(Store.Alerts.GetOpen().Select(a => a.AlertId), Is.EqualTo(new[] { alerts[0].AlertId }));
        await Assert.ThrowsAsync<UnknownReferenceException>(() => Store.Alerts.ResolveAsync([alerts[0].AlertId, Guid.NewGuid()]));

        var events = await InOneFrameAsync(() => Store.RiskEvents.RaiseAsync([Broken("one"), Broken("two"), Broken("three")]));
        var refused = await Assert.ThrowsAsync<InvalidRowException>(() => Store.RiskEvents.RaiseAsync([Broken("four"), Broken("five") with { Resolution = "x" }]));
        Assert.That(refused!.RowIndex, Is.EqualTo(1));
        await InOneFrameAsync(() => Store.RiskEvents.ResolveAsync([events[0].RiskEventId, events[1].RiskEventId], "covered"));
        Assert.That((Store.Alerts.GetOpen().Count, Store.RiskEvents.GetOpen().Single().LimitName), Is.EqualTo((1, "three")));
    }

    [Test]
    public async Task Bots_configurations_users_and_keys_come_and_change_together()
    {
        await InOneFrameAsync(() => Store.Bots.RegisterAsync([Some.Bot("a"), Some.Bot("b")]));
        await _trading.RefusesAsync<DuplicateKeyException>(() => Store.Bots.RegisterAsync([Some.Bot("c"), Some.Bot("a")]));
        await InOneFrameAsync(() => Store.Bots.HeartbeatAsync([new("a", 5), new("b")]));
        var paused = await InOneFrameAsync(() => Store.Bots.SetStatusAsync(["a", "b"], BotStatus.Paused, "night"));
        Assert.That(paused.Select(b => (b.BotId, b.Equity, b.LastHeartbeat, b.Status, b.StatusMessage)), Is.EqualTo(new[] { ("a", 5m, _trading.Now, BotStatus.Paused, "night"), ("b", (decimal?)null, (DateTime?)_trading.Now, BotStatus.Paused, "night") }));
        await _trading.RefusesAsync<UnknownReferenceException>(() => Store.Bots.HeartbeatAsync([new("a", 6), new("nobody")]));

        var versions = await InOneFrameAsync(() => Store.Configurations.PutAsync([Configured("a", 0), Configured("a", 1), Configured("b", 0)]));
        Assert.That(versions.Select(v => (v.BotId, v.Version)), Is.EqualTo(new[] { ("a", 1L), ("a", 2L), ("b", 1L) }));
        await Assert.ThrowsAsync<ConfigurationOverlapException>(() => Store.Configurations.PutAsync([Configured("b", 2), Configured("b", 1)]));
        Assert.That((Store.Configurations.GetVersions("a")[0].EffectiveTo, Store.Configurations.GetVersions("b").Count), Is.EqualTo(((DateTime?)Some.Day.AddDays(1), 1)));

        await InOneFrameAsync(() => Store.Users.CreateAsync([new User { UserName = "ann", Role = UserRole.Reader }, new User { UserName = "bob", Role = UserRole.Reader }]));
        await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.Users.CreateAsync([new User { UserName = "eve", Role = UserRole.Reader }, new User { UserName = "bob", Role = UserRole.Reader }]));
        var keys = new[] { await Store.ApiKeys.IssueAsync("ann"), await Store.ApiKeys.IssueAsync("ann"), await Store.ApiKeys.IssueAsync("bob") };
        await InOneFrameAsync(() => Store.ApiKeys.RevokeAsync([keys[0].Key.KeyPrefix, keys[1].Key.KeyPrefix]));
        await Assert.ThrowsAsync<UnknownReferenceException>(() => Store.ApiKeys.RevokeAsync([keys[2].Key.KeyPrefix, "0"]));
        Assert.That((Store.Users.GetAll().Count, await Store.ApiKeys.AuthenticateAsync(keys[0].Secret), (await Store.ApiKeys.AuthenticateAsync(keys[2].Secret))?.UserName), Is.EqualTo((2, (ApiKey?)null, "bob")));
    }

    [Test]
    public async Task Round_trips_snapshots_and_backtests_come_and_change_together()
    {
        var bets = await InOneFrameAsync(() => Store.RoundTrips.OpenAsync([Bet(), Bet(), Bet()]));
        await _trading.RefusesAsync<UnknownReferenceException>(() => Store.RoundTrips.OpenAsync([Bet(), Bet() with { BotId = "nobody" }]));
        await _trading.RefusesAsync<InvalidRowException>(() => Store.RoundTrips.CloseAsync([new(bets[0].TradeId, 1), new(bets[0].TradeId, 1)]));
        var closed = await InOneFrameAsync(() => Store.RoundTrips.CloseAsync([.. bets.Take(2).Select(b => new TradeClosing(b.TradeId, 1) { Reason = "settled" })]));
        Assert.That(closed.Select(t => (t.PnlUsd, t.Reason)), Is.All.EqualTo(((decimal?)7.5m, "settled")));
        Assert.That(Store.RoundTrips.GetOpen(), Is.EqualTo(new[] { bets[2] }));

        await InOneFrameAsync(() => Store.Portfolio.SnapshotAsync([Worth(1), Worth(2)]));
        await Assert.ThrowsAsync<UnknownReferenceException>(() => Store.Portfolio.SnapshotAsync([Worth(3), Worth(4) with { BotId = "nobody" }]));
        Assert.That((await Store.Portfolio.GetLatestAsync(TradingStore.Bot))!.CashBalance, Is.EqualTo(2m));

        var tests = new List<Backtest>();
        foreach (var name in new[] { "one", "two" })
        {
            tests.Add(await Store.Backtests.RecordAsync(new Backtest { Name = name, Strategy = name, StartDate = Some.Day, EndDate = Some.Day.AddDays(1), InitialCapital = 1 }));
        }

        await InOneFrameAsync(() => Store.Backtests.UpdateAsync([.. tests.Select(b => b with { Strategy = "three" })]));
        await Assert.ThrowsAsync<UnknownReferenceException>(() => Store.Backtests.UpdateAsync([tests[0], tests[1] with { BacktestId = Guid.NewGuid() }]));
        Assert.That((await Store.Backtests.Query().ToListAsync()).Select(b => b.Strategy), Is.EqualTo(new[] { "three", "three" }));
    }

    private static Signal Proposal(int number) => new() { Timestamp = Some.Day.AddSeconds(number), BotId = TradingStore.Bot, Symbol = "AAPL", Action = TradeAction.Buy, Valid = true };

    private static RiskEvent Broken(string limit) => new() { Timestamp = Some.Day, BotId = TradingStore.Bot, LimitName = limit, LimitValue = 1, ActualValue = 2, Severity = Severity.Warning };

    private static BotConfiguration Configured(string bot, int day) => new() { BotId = bot, Configuration = "{}", EffectiveFrom = Some.Day.AddDays(day) };

    private static Trade Bet() => new()
    {
        BotId = TradingStore.Bot, MarketId = "m", Action = TradeAction.BuyYes, Quantity = 10, EntryTime = Some.Day, EntryPrice = 0.25m, Status = TradeStatus.Open,
    };

    private static PortfolioSnapshot Worth(int amount) => new()
    {
        Timestamp = Some.Day.AddSeconds(amount), SnapshotType = SnapshotType.Intraday, BotId = TradingStore.Bot, CashBalance = amount, PortfolioValue = amount,
    };

    private Task<bool> InOneFrameAsync(Func<Task> call) => InOneFrameAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<TResult> InOneFrameAsync<TResult>(Func<Task<TResult>> call)
    {
        var before = Store.Parts.Journal!.DurableSequence;
        var result = await call();
        Assert.That(Store.Parts.Journal!.DurableSequence, Is.EqualTo(before + 1));
        return result;
    }
}
