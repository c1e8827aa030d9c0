using Dapper;

namespace TradeStore.Docs.Tests;

/// <summary>What README shows of ADO.NET, run against a store.</summary>
internal sealed class ConnectionSnippets
{
    [Test]
    public async Task Dapper()
    {
        await using var store = await Store.OpenTemporaryAsync();
        var now = DateTime.UtcNow;
        await store.Ticks.AppendAsync([new Model.Tick { Exchange = "X", Symbol = "A", Timestamp = now, BidPrice = 100, AskPrice = 100.5m }, new Model.Tick { Exchange = "X", Symbol = "A", Timestamp = now.AddHours(-2), BidPrice = 100, AskPrice = 200 }]);

        await using var connection = await store.OpenConnectionAsync();
        var spreads = await connection.QueryAsync<(string Symbol, decimal Widest)>(
            "SELECT symbol, max(ask_price - bid_price) FROM market_ticks WHERE ts >= $from GROUP BY symbol", new { from = DateTimeOffset.UtcNow.AddHours(-1) });

        Assert.That(spreads, Is.EqualTo(new[] { ("A", 0.5m) }));
    }
}
