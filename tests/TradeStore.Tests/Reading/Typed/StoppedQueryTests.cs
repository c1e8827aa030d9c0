using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.Typed;

/// <summary>Queries that are cancelled, left or too slow give their reader back.</summary>
internal sealed class StoppedQueryTests
{
    [Test]
    public async Task A_cancelled_token_stops_every_way_to_run_a_query()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Some.Quotes(10));
        var token = new CancellationToken(canceled: true);
        var query = store.Ticks.Query().Where(t => t.Symbol == "AAPL");

        await Assert.CatchAsync<OperationCanceledException>(() => query.ToListAsync(token));
        await Assert.CatchAsync<OperationCanceledException>(() => query.FirstOrDefaultAsync(token));
        await Assert.CatchAsync<OperationCanceledException>(() => query.CountAsync(token));
        await Assert.CatchAsync<OperationCanceledException>(() => query.AnyAsync(token));
        await Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in query.StreamAsync(token))
            {
            }
        });
    }

    [Test]
    public async Task Streams_that_are_left_or_cancelled_give_their_reader_back()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, options => options.Readers.Max = 1);
        await store.Ticks.AppendAsync(Some.Quotes(60_000));
        for (var i = 0; i < 20; i++)
        {
            await foreach (var tick in store.Ticks.Query().OrderBy(t => t.Timestamp).StreamAsync())
            {
                Assert.That(tick.SequenceNumber, Is.Zero);
                break;
            }

            using var cancel = new CancellationTokenSource();
            var error = await Assert.CatchAsync<OperationCanceledException>(async () =>
            {
                await foreach (var _ in store.Ticks.Query().StreamAsync(cancel.Token))
                {
                    await cancel.CancelAsync();
                }
            });
            Assert.That(error!.CancellationToken, Is.EqualTo(cancel.Token));
            Assert.That(await store.Ticks.Query().CountAsync(CancellationToken.None).Soon(), Is.EqualTo(60_000));
        }
    }

    [Test]
    public async Task A_query_that_takes_too_long_is_stopped_with_the_setting_named()
    {
        var rows = new RandomSamples(Quick.Seeded(4)).Rows(10);
        await using var store = await SampleStore.OpenAsync(rows, options => options.Readers.QueryTimeout = TimeSpan.FromMilliseconds(300));
        var endless = "(SELECT samples.* FROM state.samples samples, range(100000000000) a(i) WHERE a.i % 7 = 8)";
        foreach (var segment in store.Context.Maps.Current.Segments(Sample.Series))
        {
            store.Context.Maps.Change(map => map.With(segment with { Location = endless }));
        }

        var error = await Assert.ThrowsAsync<QueryTimeoutException>(() => store.Series.OrderBy(s => s.Price).ToListAsync().Soon());
        Assert.That(error!.Message, Does.Contain("Readers.QueryTimeout"));
        await Assert.ThrowsAsync<QueryTimeoutException>(async () =>
        {
            await foreach (var _ in store.Series.StreamAsync())
            {
            }
        });
        Assert.That(await store.State.CountAsync().Soon(), Is.EqualTo(10));
    }

    [Test]
    public async Task A_query_sees_what_its_consistency_says()
    {
        using var folder = new TemporaryFolder();
        var clock = Some.Clock();
        await using var store = await Quick.OpenAsync(folder, options =>
        {
            options.TimeProvider = clock;
            options.Writing.MaximumDelay = TimeSpan.FromSeconds(10);
        });
        await store.Ticks.AppendAsync(Some.Quote(1));

        Assert.That(await store.Ticks.Query().With(ReadConsistency.Applied).CountAsync(), Is.Zero);
        Assert.That(await store.Ticks.Query().CountAsync(), Is.EqualTo(1));
    }
}
