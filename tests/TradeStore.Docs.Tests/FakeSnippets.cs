using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Docs.Tests;

/// <summary>How <c>docs/testing.md</c> tests code that uses a repository without a store.</summary>
internal sealed class FakeSnippets
{
    [Test]
    public async Task What_uses_ticks_is_tested_without_a_store()
    {
        var now = TimeProvider.System.GetUtcMicroseconds();
        var watch = new SpreadWatch(new FakeTicks(new Tick { Timestamp = now, Exchange = "NASDAQ", Symbol = "AAPL", BidPrice = 187.12m, AskPrice = 187.13m }));

        Assert.That(await watch.SpreadAsync("AAPL"), Is.EqualTo(0.01m));

        Assert.That(await watch.SpreadAsync("MSFT"), Is.Null);
        var failing = new SpreadWatch(new FakeTicks { Failure = new DiskFullException("full") });
        await Assert.ThrowsAsync<DiskFullException>(() => failing.SpreadAsync("AAPL"));
    }

    internal sealed class SpreadWatch(TickRepository ticks)
    {
        public async Task<decimal?> SpreadAsync(string symbol, CancellationToken cancellationToken = default) =>
            await ticks.LatestAsync("NASDAQ", symbol, TickKind.Quote, cancellationToken) is { } quote ? quote.AskPrice - quote.BidPrice : null;
    }

    internal sealed class FakeTicks(params IReadOnlyList<Tick> ticks) : TickRepository
    {
        public Exception? Failure { get; init; }

        public override Task<Tick?> LatestAsync(string exchange, string symbol, TickKind kind = TickKind.Any, CancellationToken cancellationToken = default) =>
            Failure is null ? Task.FromResult(ticks.LastOrDefault(t => t.Symbol == symbol)) : Task.FromException<Tick?>(Failure);
    }
}
