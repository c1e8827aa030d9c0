namespace TradeStore.Tests.Statistics.Daily;

/// <summary>What daily figures are computed from belongs together, whatever is written meanwhile.</summary>
internal sealed class OneSnapshotTests
{
    private const int RoundTrips = 150;

    [Test]
    public async Task A_fill_is_read_with_the_round_trip_that_it_closes_and_the_price_of_what_is_held_or_neither_is()
    {
        await using var world = await PerformanceWorld.OpenAsync(new DateOnly(2024, 3, 4));
        await world.RegisterAsync("b");
        var reading = world.Store.Performance.Reading;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < RoundTrips; i++)
            {
                await world.BuyAsync("b", 1, 100);
                await world.SellAsync("b", 1, 101);
            }
        });
        var reads = 0;
        var seen = new HashSet<decimal>();
        bool isDone;
        do
        {
            isDone = writing.IsCompleted;
            var data = await reading.ReadAsync("b", DateOnly.MinValue, CancellationToken.None);
            var (realized, gained) = (data.Fills.Sum(f => f.Realized), data.Trades.Sum(t => t.Gains - t.Losses));
            var held = data.Fills.Sum(f => f.Quantity);
            Assert.That(realized, Is.EqualTo(gained), $"read {reads}");
            Assert.That(data.Prices.Count(p => p.PricedAt == DateTime.MaxValue), Is.LessThanOrEqualTo(held == 0 ? 0 : 1), $"read {reads}");
            seen.Add(realized);
            reads++;
        }
        while (!isDone);

        await writing;
        TestContext.Out.WriteLine($"{reads} reads, {seen.Count} states");
        Assert.That(seen, Has.Member((decimal)RoundTrips));
        Assert.That(seen, Has.Count.GreaterThan(1));
    }
}
