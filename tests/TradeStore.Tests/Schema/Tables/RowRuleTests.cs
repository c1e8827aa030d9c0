using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Tables;

/// <summary>Every rule over several columns, broken in an otherwise good row.</summary>
internal sealed class RowRuleTests
{
    private const string YesOrNo = "a price of a prediction market lies between 0 and 1.";
    private static readonly string Hash = new('0', 64);

    private static readonly List<BrokenRule> Broken =
    [
        BrokenRule.Of<Tick>("market_ticks", "last_price", t => t with { BidPrice = null, AskPrice = null, LastPrice = null }, "a tick needs a bid, an ask or a trade."),
        BrokenRule.Of<Bar>("ohlcv_bars", "low", b => b with { Low = b.Open + 1 }, "the low is above open or close."),
        BrokenRule.Of<Bar>("ohlcv_bars", "high", b => b with { High = b.Close - 1 }, "the high is below open or close."),
        BrokenRule.Of<MarketSnapshot>("market_snapshots", "yes_price", m => m with { YesPrice = 1.00000001m }, YesOrNo),
        BrokenRule.Of<MarketSnapshot>("market_snapshots", "no_price", m => m with { NoPrice = -0.00000001m }, YesOrNo),
        BrokenRule.Of<PredictionMarket>("prediction_markets", "yes_price", m => m with { YesPrice = -1 }, YesOrNo),
        BrokenRule.Of<PredictionMarket>("prediction_markets", "no_price", m => m with { NoPrice = 2 }, YesOrNo),
        BrokenRule.Of<PredictionMarket>("prediction_markets", "end_date", m => m with { EndDate = m.StartDate!.Value.AddMicroseconds(-1) }, "it lies before start_date."),
        BrokenRule.Of<PredictionEvent>("prediction_events", "end_date", e => e with { EndDate = e.StartDate!.Value.AddMicroseconds(-1) }, "it lies before start_date."),
        BrokenRule.Of<Trade>("trades", "symbol", t => t with { Symbol = null, MarketId = null, Action = TradeAction.Buy }, "a trade needs a symbol or a market_id."),
        BrokenRule.Of<Trade>("trades", "market_id", t => t with { MarketId = null, Action = TradeAction.BuyNo }, "a trade in yes or no needs the market_id of its prediction market."),
        BrokenRule.Of<Trade>("trades", "side", t => t with { Side = PositionSide.Flat }, "a trade is long or short, never flat."),
        BrokenRule.Of<Trade>("trades", "exit_quantity", t => t with { ExitQuantity = t.Quantity + 0.00000001m }, "more was exited than was entered."),
        BrokenRule.Of<Trade>("trades", "exit_time", t => t with { ExitTime = null }, "a closed trade has an exit_time."),
        BrokenRule.Of<Trade>("trades", "exit_price", t => t with { ExitPrice = null }, "a closed trade has an exit_price."),
        BrokenRule.Of<Trade>("trades", "pnl_usd", t => t with { PnlUsd = null }, "a closed trade has a pnl_usd."),
        BrokenRule.Of<Trade>("trades", "exit_time", t => t with { Status = TradeStatus.Open }, "an open trade has no exit_time."),
        BrokenRule.Of<Signal>("signals", "symbol", s => s with { Symbol = null, MarketId = null, Action = TradeAction.Buy }, "a signal needs a symbol or a market_id."),
        BrokenRule.Of<Signal>("signals", "market_id", s => s with { MarketId = null, Action = TradeAction.SellYes }, "a signal in yes or no needs the market_id of its prediction market."),
        BrokenRule.Of<Signal>("signals", "executed_at", s => s with { ExecutedAt = null }, "executed and executed_at go together."),
        BrokenRule.Of<Signal>("signals", "executed_at", s => s with { Executed = false }, "executed and executed_at go together."),
        BrokenRule.Of<PositionSnapshot>("position_snapshots", "quantity", p => p with { Side = PositionSide.Flat }, "a flat position holds nothing."),
        BrokenRule.Of<PositionSnapshot>("position_snapshots", "quantity", p => p with { Quantity = 0 }, "a long or short position holds something."),
        BrokenRule.Of<Position>("positions", "quantity", p => p with { Side = PositionSide.Flat }, "a flat position holds nothing."),
        BrokenRule.Of<Position>("positions", "quantity", p => p with { Quantity = 0 }, "a long or short position holds something."),
        BrokenRule.Of<RiskEvent>("risk_events", "resolved_at", r => r with { ResolvedAt = r.Timestamp.AddMicroseconds(-1) }, "it lies before ts."),
        BrokenRule.Of<RiskEvent>("risk_events", "resolution", r => r with { ResolvedAt = null }, "a resolution has a resolved_at."),
        BrokenRule.Of<AuditRecord>("audit_log", "hash", a => a with { Hash = Hash[1..] }, "it is not a SHA-256 in 64 lower-case hexadecimal digits."),
        BrokenRule.Of<AuditRecord>("audit_log", "previous_hash", a => a with { PreviousHash = Hash[1..] + "A" }, "it is not a SHA-256 in 64 lower-case hexadecimal digits."),
        BrokenRule.Of<BotConfiguration>("bot_configurations", "effective_to", c => c with { EffectiveTo = c.EffectiveFrom }, "it is not after effective_from."),
        BrokenRule.Of<Order>("orders", "price", o => o with { Type = OrderType.Limit, StopPrice = null, Price = null }, "a limit order needs a price."),
        BrokenRule.Of<Order>("orders", "price", o => o with { Type = OrderType.Market, StopPrice = null }, "a market or stop order has no price."),
        BrokenRule.Of<Order>("orders", "stop_price", o => o with { StopPrice = null }, "a stop order needs a stop_price."),
        BrokenRule.Of<Order>("orders", "stop_price", o => o with { Type = OrderType.Limit }, "a market or limit order has no stop_price."),
        BrokenRule.Of<Order>("orders", "filled_quantity", o => o with { FilledQuantity = o.Quantity + 0.00000001m }, "more was filled than was ordered."),
        BrokenRule.Of<Order>("orders", "parent_order_id", o => o with { ParentOrderId = o.OrderId }, "an order is not its own parent."),
        BrokenRule.Of<RiskMetrics>("risk_metrics", "num_trades", r => r with { WinningTrades = r.NumTrades, LosingTrades = long.MaxValue }, "more trades won and lost than there were."),
        BrokenRule.Of<Backtest>("backtests", "end_date", b => b with { EndDate = b.StartDate.AddMicroseconds(-1) }, "it lies before start_date."),
        BrokenRule.Of<ApiKey>("api_keys", "hash", k => k with { Hash = "ab" }, "it is not a SHA-256 in 64 lower-case hexadecimal digits."),
        BrokenRule.Of<Alert>("alerts", "acknowledged_at", a => a with { State = AlertState.Acknowledged, AcknowledgedAt = null, ResolvedAt = null }, "an acknowledged alert has an acknowledged_at."),
        BrokenRule.Of<Alert>("alerts", "acknowledged_at", a => a with { State = AlertState.Raised, ResolvedAt = null }, "an alert that is only raised has no acknowledged_at."),
        BrokenRule.Of<Alert>("alerts", "resolved_at", a => a with { ResolvedAt = null }, "a resolved alert has a resolved_at."),
        BrokenRule.Of<Alert>("alerts", "resolved_at", a => a with { State = AlertState.Acknowledged }, "an alert that stands has no resolved_at."),
        BrokenRule.Of<Alert>("alerts", "acknowledged_at", a => a with { AcknowledgedAt = a.RaisedAt.AddMicroseconds(-1) }, "it lies before raised_at."),
        BrokenRule.Of<Alert>("alerts", "resolved_at", a => a with { ResolvedAt = a.RaisedAt.AddMicroseconds(-1) }, "it lies before raised_at."),
    ];

    [TestCaseSource(nameof(Broken))]
    public void A_row_that_breaks_a_rule_is_refused_by_row_column_value_and_reason(BrokenRule broken)
    {
        var table = BuiltInTables.All.Single(t => t.Name == broken.Table);
        var rows = TableRows.Of(table);
        var random = Quick.Seeded(broken.Reason.Length);
        var row = broken.Change(rows.Full(random));

        var error = Assert.Throws<InvalidRowException>(() => rows.Encode([rows.Minimal(random), rows.Full(random), row]));

        Assert.Multiple(() =>
        {
            Assert.That(error!.Table, Is.EqualTo(broken.Table));
            Assert.That(error.RowIndex, Is.EqualTo(2));
            Assert.That(error.Column, Is.EqualTo(broken.Column));
            Assert.That(error.Value, Is.EqualTo(rows.Values(row)[table.Ordinal(broken.Column)]));
            Assert.That(error.Reason, Is.EqualTo(broken.Reason));
        });
    }

    [Test]
    public void Every_rule_of_every_table_is_broken_once()
    {
        var declared = BuiltInTables.All.SelectMany(t => TableRows.Of(t).Rules.Select(r => $"{t.Name}: {r.Column}: {r.Reason}"));

        Assert.That(Broken.Select(b => $"{b.Table}: {b.Column}: {b.Reason}").Distinct(), Is.EquivalentTo(declared));
    }
}
