using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>What a backtest has read is the same data wherever it lies later.</summary>
internal sealed class FingerprintTests
{
    private static readonly string[] Tables = ["market_ticks", "ohlcv_bars"];
    private static readonly DateTime From = Some.Day.AddDays(-2);
    private static readonly DateTime To = Some.Day.AddDays(3);

    [Test]
    public async Task A_fingerprint_stays_when_its_rows_are_sealed_exported_merged_and_restored_and_changes_with_a_late_row()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        List<Tick> ticks = [.. Some.Quotes(400, "MSFT"), .. Some.Quotes(400, "AAPL", first: 80_000 + 10_000), .. Enumerable.Range(0, 50).Select(i => Some.Trade(i, "SPY"))];
        List<Bar> bars = [.. Enumerable.Range(0, 100).Select(i => Some.Bar(i))];
        await store.Ticks.AppendAsync(ticks);
        await store.Bars.AppendAsync(bars);
        var before = await store.Backtests.FingerprintAsync(Tables, From, To);
        await EachAsync(table => store.Tiering.SealAsync(table, From, To));
        await CheckAsync("sealed");
        await store.Ticks.AppendAsync(ticks[100..500]);
        await store.Bars.AppendAsync(bars[..10]);
        await CheckAsync("sealed, with rows that were there");
        await EachAsync(table => store.Tiering.ExportAsync(table, From, To));
        await CheckAsync("exported");
        await store.Ticks.AppendAsync(ticks[300..500]);
        await store.Bars.AppendAsync(bars[50..]);
        await CheckAsync("exported, with rows that were there");
        await EachAsync(table => store.Tiering.ExportAsync(table, From, To));
        await CheckAsync("merged");
        await EachAsync(table => store.Tiering.RestoreAsync(table, From, To));
        await CheckAsync("restored");

        await store.Bars.AppendAsync(bars[0] with { Close = 100.5m });
        Assert.That(await store.Backtests.CompareAsync(before), Is.Not.Empty);

        async Task CheckAsync(string when) => Assert.That(await store.Backtests.CompareAsync(before), Is.Empty, when);
    }

    private static async Task EachAsync(Func<string, Task<TradeStore.Storage.Tiering.TieringReport>> move)
    {
        foreach (var table in Tables)
        {
            var report = await move(table);
            Assert.That(report.Failed, Is.Empty);
            Assert.That(report.Done, Is.Not.Empty);
        }
    }
}
