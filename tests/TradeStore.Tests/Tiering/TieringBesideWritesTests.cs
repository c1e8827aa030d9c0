using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Tiering and writing beside each other.</summary>
internal sealed class TieringBesideWritesTests
{
    private const int BatchSize = 50;

    [Test]
    public async Task What_was_acknowledged_is_exported_without_a_read_or_a_checkpoint_before()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        for (var day = 0; day < 20; day++)
        {
            var start = Some.Day.AddDays(day);
            await store.Ticks.AppendAsync([.. Some.Quotes(10).Select(t => t with { Timestamp = t.Timestamp.AddDays(day) })]);
            var report = await store.Tiering.ExportAsync("market_ticks", start, start.AddDays(1)).Soon();
            Assert.That(report.Done.Select(d => (d.Step.Action, d.Rows)), Is.EqualTo(new[] { (TieringAction.Export, 10L) }), $"day {day}");
        }
    }

    [Test]
    public async Task A_day_is_sealed_and_exported_while_rows_of_the_next_one_keep_coming()
    {
        using var folder = new TemporaryFolder();

        // Each group of rows takes its time, so that there are always more behind it.
        using var slow = new ManualResetEventSlim();
        await using var store = await Quick.OpenAsync(folder, o => o.Writing.Reached = _ => slow.Wait(TimeSpan.FromMilliseconds(5)));
        await store.Ticks.AppendAsync(Some.Quotes(1_000));
        await store.CheckpointAsync();
        var stop = new TaskCompletionSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() => WriteAsync(store, $"S{number}", stop.Task))));
        try
        {
            var seal = await store.Tiering.SealAsync("market_ticks", Some.Day, Some.Day.AddDays(1)).Soon();
            var export = await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1)).Soon();

            Assert.That(seal.Done.Concat(export.Done).Select(d => (d.Step.Action, d.Rows)), Is.EqualTo(new[] { (TieringAction.Seal, 1_000L), (TieringAction.Export, 1_000L) }));
        }
        finally
        {
            stop.SetResult();
            slow.Set();
        }

        var written = (await writing.Soon()).Sum();
        Assert.That(written, Is.GreaterThan(0));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 1_000L + written }));
    }

    private static async Task<int> WriteAsync(Store store, string symbol, Task stop)
    {
        var written = 0;
        var underWay = new Queue<Task>();
        while (!stop.IsCompleted)
        {
            underWay.Enqueue(store.Ticks.AppendAsync([.. Some.Quotes(BatchSize, symbol, written % 80_000).Select(t => t with { Timestamp = t.Timestamp.AddDays(1), SequenceNumber = written + t.SequenceNumber })]).AsTask());
            written += BatchSize;
            if (underWay.Count > 8)
            {
                await underWay.Dequeue();
            }
        }

        await Task.WhenAll(underWay);
        return written;
    }
}
