using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

/// <summary>A stream whose caller takes its time keeps no checkpoint waiting, and shows what it would have shown.</summary>
internal sealed class SlowStreamTests
{
    private const int Minutes = 40_000;
    private const int Ticks = 60_000;
    private const long CheckpointSize = 1L << 20;
    private const long FileSize = 1L << 20;

    [Test]
    public async Task Checkpoints_go_on_beside_slow_streams_which_yield_the_rows_of_their_snapshots()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, options =>
        {
            (options.Journal.FileSize, options.Journal.RetentionSize, options.Journal.RetentionTime) = (FileSize, 0, TimeSpan.Zero);
            options.Writing.CheckpointSize = CheckpointSize;
            options.Readers.MaximumSnapshotAge = TimeSpan.Zero;
        });
        await store.Ticks.AppendAsync([.. Enumerable.Range(0, Ticks).Select(Row)]);
        await store.Bars.AppendAsync([.. Enumerable.Range(0, Minutes).Select(i => Some.Bar(i, isComplete: false) with { Indicators = i % 3 == 0 ? null : "{\"sma\":1.5}" })]);
        await store.CheckpointAsync().Soon();
        var ticks = await ToListAsync(Text(store.Ticks.Query().StreamAsync().GetAsyncEnumerator()));
        var bars = await ToListAsync(Text(store.Bars.Query().StreamAsync().GetAsyncEnumerator()));
        var (slowTicks, slowBars) = (Text(store.Ticks.Query().StreamAsync().GetAsyncEnumerator()), Text(store.Bars.Query().StreamAsync().GetAsyncEnumerator()));
        Assert.That(await slowTicks.MoveNextAsync() && await slowBars.MoveNextAsync(), Is.True);
        var (firstTick, firstBar) = (slowTicks.Current, slowBars.Current);

        for (var round = 1; round <= 8; round++)
        {
            // Replaced rows, new partitions and new rows of those that the streams read.
            await store.Bars.AppendAsync([.. Enumerable.Range(0, 2_000).Select(i => Some.Bar(i, close: 100 + round, isComplete: false))]);
            await store.Ticks.AppendAsync([.. Enumerable.Range(0, 8_000).Select(i => Some.Quote((round * 8_000) + Ticks + i))]);
            await store.Ticks.AppendAsync(Some.Quote(0) with { Timestamp = Some.Day.AddDays(-round) });
            await store.CheckpointAsync().Soon();
            var health = store.GetHealth();
            Assert.That(health.EngineLogBytes, Is.LessThan(2 * CheckpointSize));
            Assert.That(health.JournalBytes, Is.LessThan(8 * FileSize));
        }

        Assert.That((await ToListAsync(slowTicks)).Prepend(firstTick), Is.EqualTo(ticks));
        Assert.That((await ToListAsync(slowBars)).Prepend(firstBar), Is.EqualTo(bars));
        Assert.That(store.GetHealth().ActiveReaders, Is.Zero);
        Assert.That(Directory.EnumerateFiles(Path.Combine(folder.Path, "temp"), "*.rows"), Is.Empty);
        Assert.That(await store.Ticks.Query().CountAsync(), Is.EqualTo(Ticks + (8 * 8_001)));
    }

    [Test]
    public async Task A_stream_that_was_set_aside_goes_on_when_the_engine_is_opened_again_and_ends_with_the_store()
    {
        using var folder = new TemporaryFolder();
        var store = await Quick.OpenAsync(folder, options => options.Readers.MaximumSnapshotAge = TimeSpan.Zero);
        await store.Ticks.AppendAsync([.. Enumerable.Range(0, Ticks).Select(Row)]);
        var (one, other) = (store.Ticks.Query().StreamAsync().GetAsyncEnumerator(), store.Ticks.Query().StreamAsync().GetAsyncEnumerator());
        Assert.That(await one.MoveNextAsync() && await other.MoveNextAsync(), Is.True);
        await store.Bars.AppendAsync([Some.Bar(1), Some.Bar(2)]);
        await store.Bars.AppendAsync([Some.Bar(1, close: 100.5m)]);
        await store.CheckpointAsync().Soon();

        Assert.That(await ToListAsync(one), Has.Count.EqualTo(Ticks - 1));
        await store.DisposeAsync().Soon();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ToListAsync(other).Soon());
    }

    private static Tick Row(int number) => (number % 3) switch
    {
        0 => Some.Quote(number),
        1 => Some.Trade(number * 1_000, sequence: number) with { Conditions = number % 2 == 0 ? [] : ["a condition longer than twelve bytes", "T"] },
        _ => Some.Quote(number, "A symbol longer than twelve bytes") with { BidPrice = null, BidSize = null },
    };

    private static async IAsyncEnumerator<string> Text(IAsyncEnumerator<Tick> ticks)
    {
        while (await ticks.MoveNextAsync())
        {
            yield return $"{ticks.Current with { Conditions = null }} {(ticks.Current.Conditions is { } all ? string.Join('|', all) : "none")}";
        }
    }

    private static async IAsyncEnumerator<string> Text(IAsyncEnumerator<Bar> bars)
    {
        while (await bars.MoveNextAsync())
        {
            yield return $"{bars.Current}";
        }
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerator<T> rows)
    {
        var list = new List<T>();
        while (await rows.MoveNextAsync())
        {
            list.Add(rows.Current);
        }

        await rows.DisposeAsync();
        return list;
    }
}
