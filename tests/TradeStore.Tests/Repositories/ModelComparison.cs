using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Reading;

namespace TradeStore.Tests.Repositories;

/// <summary>Asks a store and its model the same questions.</summary>
internal sealed class ModelComparison(StoreModel model, Random random)
{
    /// <summary>Asks a few questions.</summary>
    public async Task CheckAsync(Store store, DateTime around)
    {
        for (var i = 0; i < 2; i++)
        {
            await CheckOneAsync(store, random.Next(7), around);
        }
    }

    public async Task CheckAllAsync(Store store)
    {
        await CheckTicksAsync(store, new TickQuery());
        await CheckTicksAsync(store, new TickQuery { Order = ReadOrder.Stored });
        await CheckBarsAsync(store, new BarQuery());
        await CheckCountsAsync(store, "A", null, null);
        foreach (var exchange in RandomMarket.Exchanges)
        {
            foreach (var symbol in RandomMarket.Symbols)
            {
                await CheckLatestAsync(store, exchange, symbol);
            }
        }
    }

    private static string Text(Tick t) =>
        $"{t.Timestamp:O} {t.SequenceNumber} {t.Exchange} {t.Symbol} {t.LastPrice:0.#} {t.BidPrice:0.#} {t.AskSize:0.#} {t.Tape} {(t.Conditions is null ? "-" : string.Join(',', t.Conditions))}";

    private static IEnumerable<T> Of<T>(IEnumerable<T> rows, SeriesQuery query, Func<T, (string Exchange, string Symbol, DateTime Time)> key) => rows.Where(r =>
        (query.Exchange ?? key(r).Exchange) == key(r).Exchange && (query.Symbols.Count == 0 || query.Symbols.Contains(key(r).Symbol))
            && !(key(r).Time < query.From) && !(key(r).Time >= query.To));

    private static void AssertInOrder(IReadOnlyList<Tick> rows, string because)
    {
        Assert.That(rows.Select(t => t.Timestamp), Is.Ordered, because);
        foreach (var ties in rows.Where(t => t.SequenceNumber is not null).GroupBy(t => (t.Timestamp, t.Exchange, t.Symbol)).Where(g => g.Skip(1).Any()))
        {
            Assert.That(ties.Select(t => t.SequenceNumber!.Value), Is.Ordered, because);
        }
    }

    private List<Tick> Expected(SeriesQuery query) => [.. Of(model.Ticks, query, t => (t.Exchange, t.Symbol, t.Timestamp)).OrderBy(t => t.Timestamp)];

    private (DateTime? From, DateTime? To) Range(DateTime around)
    {
        var from = around.AddMilliseconds(random.Next(-3, 4) * (long)random.Next(40_000_000));
        return random.Next(16) switch
        {
            0 => (null, null),
            1 => (from, null),
            2 => (null, from),
            3 => (from, from),
            _ => (from, from.AddMilliseconds(random.NextInt64(200_000_000))),
        };
    }

    private Task CheckOneAsync(Store store, int question, DateTime around)
    {
        var (from, to) = Range(around);
        var symbol = RandomMarket.Symbols[random.Next(3)];
        var exchange = RandomMarket.Exchanges[random.Next(2)];
        return question switch
        {
            0 => CheckTicksAsync(store, new TickQuery { Exchange = exchange, Symbols = [symbol], From = from, To = to }),
            1 => CheckTicksAsync(store, new TickQuery { Symbols = ["A", symbol], From = from, To = to, Order = ReadOrder.Stored }),
            2 => CheckTicksAsync(store, new TickQuery { From = from, To = to, Limit = random.Next(50) }),
            3 => CheckStreamAsync(store, new TickQuery { Symbols = [symbol], From = from, To = to, Order = (ReadOrder)random.Next(2), Columns = ["last_price", "ts"] }),
            4 => CheckLatestAsync(store, exchange, symbol),
            5 => CheckBarsAsync(store, new BarQuery { Exchange = exchange, Symbols = [symbol], Timeframe = Timeframe.OneMinute, From = from, To = to }),
            _ => CheckCountsAsync(store, symbol, from, to),
        };
    }

    private async Task CheckTicksAsync(Store store, TickQuery query)
    {
        var expected = Expected(query);
        var actual = await store.Ticks.GetAsync(query);
        if (query.Limit is { } limit)
        {
            Assert.That(actual.Select(t => t.Timestamp), Is.EqualTo(expected.Take((int)limit).Select(t => t.Timestamp)), $"{query}");
            Assert.That(actual.Select(Text).Except(expected.Select(Text)), Is.Empty, $"{query}");
            return;
        }

        Assert.That(actual.Select(Text).Order(StringComparer.Ordinal), Is.EqualTo(expected.Select(Text).Order(StringComparer.Ordinal)), $"{query}");
        if (query.Order == ReadOrder.Time)
        {
            AssertInOrder(actual, $"{query}");
        }
    }

    private async Task CheckStreamAsync(Store store, TickQuery query)
    {
        long sum = 0, rows = 0, nulls = 0, last = long.MinValue;
        await foreach (var chunk in store.Ticks.StreamAsync(query))
        {
            rows += chunk.RowCount;
            for (var row = 0; row < chunk.RowCount; row++)
            {
                nulls += chunk.IsNull(0, row) ? 1 : 0;
                sum += chunk.IsNull(0, row) ? 0 : chunk.Values<long>(0)[row];
                var time = chunk.Values<long>(1)[row];
                Assert.That(query.Order == ReadOrder.Stored || time >= last, Is.True, $"{query}");
                last = time;
            }
        }

        var expected = Expected(query);
        Assert.That((rows, nulls), Is.EqualTo(((long)expected.Count, (long)expected.Count(t => t.LastPrice is null))), $"{query}");
        Assert.That(sum, Is.EqualTo(expected.Sum(t => (t.LastPrice ?? 0) * 100_000_000)), $"{query}");
    }

    private async Task CheckLatestAsync(Store store, string exchange, string symbol)
    {
        var all = Expected(new TickQuery { Exchange = exchange, Symbols = [symbol] });
        foreach (var (kind, matching) in new[]
        {
            (TickKind.Any, all),
            (TickKind.Quote, all.FindAll(t => t.BidPrice is not null || t.AskPrice is not null)),
            (TickKind.Trade, all.FindAll(t => t.LastPrice is not null)),
        })
        {
            var latest = await store.Ticks.LatestAsync(exchange, symbol, kind);
            var newest = matching.Where(t => t.Timestamp == matching[^1].Timestamp).ToList();
            var highest = newest.Max(t => t.SequenceNumber);
            Assert.That(latest is null, Is.EqualTo(newest.Count == 0), $"{kind}");
            if (latest is not null)
            {
                Assert.That(newest.Where(t => t.SequenceNumber == highest).Select(Text), Does.Contain(Text(latest)), $"{kind}");
            }
        }
    }

    private async Task CheckBarsAsync(Store store, BarQuery query)
    {
        var expected = Of(model.Bars, query, b => (b.Exchange, b.Symbol, b.Timestamp)).Where(b => (query.Timeframe ?? b.Timeframe) == b.Timeframe).OrderBy(b => b.Timestamp).ToList();
        var actual = await store.Bars.GetAsync(query);
        Assert.That(actual.Select(b => b.Timestamp), Is.EqualTo(expected.Select(b => b.Timestamp)), $"{query}");
        Assert.That(actual, Is.EquivalentTo(expected), $"{query}");
    }

    private async Task CheckCountsAsync(Store store, string symbol, DateTime? from, DateTime? to)
    {
        var query = new TickQuery { Symbols = [symbol], From = from, To = to };
        var counts = await store.QueryAsync<long>(
            "SELECT count(*) FROM market_ticks WHERE symbol = $symbol AND ts >= coalesce($from, ts) AND ts < coalesce($to, ts + INTERVAL 1 DAY) "
                + "UNION ALL SELECT count(*) FROM market_ticks UNION ALL SELECT count(*) FROM ohlcv_bars",
            new { symbol, from, to });
        Assert.That(counts, Is.EqualTo(new[] { Expected(query).Count, (long)model.Ticks.Count, model.Bars.Count }), $"{query}");
    }
}
