using TradeStore.Tests.Support;

namespace TradeStore.Tests.Writing;

internal sealed class LongTextTests
{
    [Test]
    public async Task Names_shorter_and_longer_than_twelve_bytes_go_together_in_one_batch([Values] bool isDirect)
    {
        string[] symbols = ["A", "exactly-12-b", "thirteen-byte", "日本株式会社", new('x', 255)];
        var rows = symbols.SelectMany((s, i) => Enumerable.Range(0, 3).Select(n => Some.Trade((10 * i) + n, s, n) with { Conditions = ["@", "longer than twelve bytes"] })).ToList();
        using var folder = new TemporaryFolder();
        await using (var store = await Quick.OpenAsync(folder, o => o.Writing.DirectRows = isDirect ? 1 : 1000))
        {
            await store.Ticks.AppendAsync(rows);
            Assert.That(await ReadAsync(store), Is.EqualTo(symbols.Order(StringComparer.Ordinal).Select(s => $"{s} 3 longer than twelve bytes")));
        }

        await using var again = await Quick.OpenAsync(folder);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
        Assert.That(await ReadAsync(again), Has.Count.EqualTo(symbols.Length));
    }

    private static Task<IReadOnlyList<string>> ReadAsync(Store store) =>
        store.QueryAsync<string>("SELECT symbol || ' ' || count(*) || ' ' || min(conditions[2]) FROM market_ticks GROUP BY symbol ORDER BY symbol");
}
