using TradeStore.Live;
using TradeStore.Model;

namespace TradeStore.Tests.Trading.Histories;

/// <summary>Compares a store with its model: what it has in memory, and what DuckDB holds.</summary>
internal static class TradingComparison
{
    public static void CheckLive(Store store, TradingModel model)
    {
        var live = store.Live;
        Same("standing orders", live.Orders.Rows, model.Orders.Values.Where(o => !TradingModel.HasEnded(o)), o => o.OrderId);
        Same("positions", live.Positions.Rows, model.Positions.Values, p => (p.BotId, p.Symbol));
        Same("open round trips", live.Trades.Rows, model.Trades.Values.Where(t => t.Status == TradeStatus.Open), t => t.TradeId);
        Same("bots", live.Bots.Rows.Select(b => b.BotId), model.Bots, b => b);
        CheckDecided(live);
        Assert.That(
            (live.OrderIds.Count, live.ClientOrderIds.Count, live.ExecutionIds.Count, live.TradeIds.Count),
            Is.EqualTo((model.Orders.Count, model.Orders.Values.Count(o => o.ClientOrderId is not null), model.Executions.Count, model.Trades.Count)),
            "known ids");
    }

    public static async Task CheckDatabaseAsync(Store store, TradingModel model)
    {
        Same("orders", await store.Orders.Query().ToListAsync(), model.Orders.Values, o => o.OrderId);
        Same("executions", await store.Executions.Query().ToListAsync(), model.Executions.Values, e => e.ExecutionId);
        Same("positions", await store.Positions.Query().ToListAsync(), model.Positions.Values, p => (p.BotId, p.Symbol));
        Same("round trips", await store.RoundTrips.Query().ToListAsync(), model.Trades.Values, t => t.TradeId);
        Same("events", await store.Orders.QueryEvents().ToListAsync(), model.Events, e => (e.OrderId, e.Timestamp, e.FilledQuantity, e.FromStatus, e.ToStatus, e.RetryCount, e.Message));
        Assert.That(
            await store.QueryAsync<long>("SELECT count(*) FROM orders UNION ALL SELECT count(*) FROM order_events"), Is.EquivalentTo(new long[] { model.Orders.Count, model.Events.Count }));
    }

    /// <summary>Compares the events of some orders, in their order.</summary>
    public static async Task CheckEventsAsync(Store store, TradingModel model, IEnumerable<Guid> orderIds)
    {
        foreach (var id in orderIds)
        {
            Assert.That(await store.Orders.GetEventsAsync(id), Is.EqualTo(model.Events.Where(e => e.OrderId == id)), $"events of {id}");
        }
    }

    // When nothing is on its way, the next decision sees what everybody sees.
    private static void CheckDecided(LiveState live) => live.Gate.Read(decision =>
    {
        Same("decided orders", live.Orders.DecidedRows, live.Orders.Rows, o => o.OrderId);
        Same("decided positions", live.Positions.DecidedRows, live.Positions.Rows, p => (p.BotId, p.Symbol));
        Same("decided round trips", live.Trades.DecidedRows, live.Trades.Rows, t => t.TradeId);
        return decision.Rows.IsEmpty;
    });

    private static void Same<TRow, TKey>(string what, IEnumerable<TRow> actual, IEnumerable<TRow> expected, Func<TRow, TKey> key)
    {
        var (actualRows, expectedRows) = (actual.OrderBy(key).ToList(), expected.OrderBy(key).ToList());

        // The assertion takes long to find that rows are the same; it is asked to say how they differ.
        if (!actualRows.SequenceEqual(expectedRows))
        {
            Assert.That(actualRows, Is.EqualTo(expectedRows), what);
        }
    }
}
