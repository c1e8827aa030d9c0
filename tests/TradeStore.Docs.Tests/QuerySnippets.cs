using TradeStore.Model;
using TradeStore.Storage.Reading;

namespace TradeStore.Docs.Tests;

/// <summary>What docs/queries.md shows, run against a store.</summary>
internal sealed class QuerySnippets
{
    [Test]
    public async Task Queries()
    {
        await using var store = await Store.OpenTemporaryAsync();
        var time = DateTime.UtcNow.AddHours(-1);
        await store.Ticks.AppendAsync(
        [
            new Tick { Timestamp = time, Exchange = "NASDAQ", Symbol = "AAPL", LastPrice = 187.13m, LastSize = 100, SequenceNumber = 1 },
            new Tick { Timestamp = time, Exchange = "NASDAQ", Symbol = "AAPL", LastPrice = 187.15m, LastSize = 200, SequenceNumber = 2 },
        ]);

        long ticks = (await store.QueryAsync<long>("SELECT count(*) FROM market_ticks")).Single();

        foreach (var (symbol, volume) in await store.QueryAsync<(string Symbol, decimal Volume)>("SELECT symbol, sum(last_size) FROM market_ticks GROUP BY symbol"))
        {
            Console.WriteLine($"{symbol} {volume}");
        }

        foreach (var row in await store.QueryAsync<dynamic>("SELECT symbol, max(last_price) AS highest FROM market_ticks GROUP BY symbol"))
        {
            Console.WriteLine($"{row.symbol} {row.highest}");
        }

        IReadOnlyList<Tick> trades = await store.QueryAsync<Tick>("SELECT * FROM market_ticks WHERE symbol = $symbol AND last_price IS NOT NULL", new { symbol = "AAPL" });

        decimal turnover = 0;
        await foreach (var (price, size) in store.QueryStreamAsync<(decimal Price, decimal Size)>("SELECT last_price, last_size FROM market_ticks WHERE last_price IS NOT NULL"))
        {
            turnover += price * size;
        }

        var quick = new QueryOptions { Timeout = TimeSpan.FromSeconds(2), Consistency = ReadConsistency.Applied };
        var newest = await store.QueryAsync<DateTime?>("SELECT max(ts) FROM market_ticks", options: quick);

        Assert.That((ticks, trades.Count, turnover), Is.EqualTo((2L, 2, 56_143m)));
        Assert.That(newest[0], Is.EqualTo(trades[0].Timestamp));
    }
}
