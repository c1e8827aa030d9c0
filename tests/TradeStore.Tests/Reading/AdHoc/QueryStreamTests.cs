using System.Runtime.CompilerServices;
using TradeStore.Configuration;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>Rows of SQL come one by one, and the reader goes back however the enumeration ends.</summary>
[NonParallelizable]
internal sealed class QueryStreamTests
{
    private const int Rows = 100_000;
    private const string Sql = "SELECT ts, symbol, bid_price, sequence_number FROM market_ticks";
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Its_rows_are_those_of_the_query()
    {
        await using var store = await OpenAsync();

        var expected = await store.QueryAsync<Quote>(Sql + " WHERE sequence_number >= $from ORDER BY sequence_number", new { from = 5 });
        var rows = await ToListAsync(store.QueryStreamAsync<Quote>(Sql + " WHERE sequence_number >= $from ORDER BY sequence_number", new { from = 5 }));

        Assert.That(expected, Has.Count.EqualTo(Rows - 5));
        Assert.That(rows, Is.EqualTo(expected));
        Assert.That(await ToListAsync(store.QueryStreamAsync<Tick>("SELECT * FROM market_ticks ORDER BY ts LIMIT 3")), Is.EqualTo(await store.Ticks.Query().OrderBy(t => t.Timestamp).Take(3).ToListAsync()));
        Assert.That(await ToListAsync(store.QueryStreamAsync<(DateTime, string)>("SELECT ts, symbol FROM market_ticks WHERE false")), Is.Empty);
        Assert.That(store.GetHealth().ActiveReaders, Is.Zero);
    }

    [Test]
    public async Task It_gives_its_reader_back_when_it_is_left_when_its_caller_fails_and_when_it_is_cancelled()
    {
        await using var store = await OpenAsync();
        await foreach (var _ in store.QueryStreamAsync<Quote>(Sql))
        {
            break;
        }

        Assert.That(store.GetHealth().ActiveReaders, Is.Zero);
        await Assert.ThrowsAsync<NotImplementedException>(async () =>
        {
            await foreach (var _ in store.QueryStreamAsync<Quote>(Sql))
            {
                throw new NotImplementedException();
            }
        });
        Assert.That(store.GetHealth().ActiveReaders, Is.Zero);

        using var source = new CancellationTokenSource();
        var error = await Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in store.QueryStreamAsync<Quote>(Sql + " a, range(1000)", cancellationToken: source.Token))
            {
                await source.CancelAsync();
            }
        });
        Assert.That(error!.CancellationToken, Is.EqualTo(source.Token));
        Assert.That(store.GetHealth().ActiveReaders, Is.Zero);
    }

    [Test]
    public async Task One_that_nobody_can_reach_any_more_gives_its_reader_back()
    {
        await using var store = await OpenAsync();
        await AbandonAsync(store);
        Assert.That(store.GetHealth().ActiveReaders, Is.EqualTo(1));

        // On a stack of its own: that of the stream's last step may be below this one, and hold the stream.
        Assert.That(await Task.Run(() => SpinWait.SpinUntil(() => IsCollected(store), TimeSpan.FromSeconds(30))), Is.True);
        Assert.That((await store.QueryAsync<int>("SELECT 1").Soon())[0], Is.EqualTo(1));
    }

    [Test]
    public async Task One_that_is_held_keeps_no_store_from_closing_and_says_so()
    {
        var store = await OpenAsync();
        var stream = store.QueryStreamAsync<Quote>(Sql).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);

        await store.DisposeAsync().Soon();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.MoveNextAsync().AsTask().Soon());
        Assert.Throws<ObjectDisposedException>(() => store.QueryStreamAsync<Quote>(Sql));
    }

    [Test]
    public async Task What_does_not_fit_is_refused_at_its_first_row_as_the_query_is()
    {
        await using var store = await OpenAsync();

        foreach (var sql in new[] { "SELECT ts, symbol FROM market_ticks WHERE false", "DELETE FROM market_ticks", "SELECT $x", "SELECT NULL::TIMESTAMP AS ts, 's' AS symbol, 1 AS bid_price, 1 AS sequence_number" })
        {
            var error = await Assert.ThrowsAsync<InvalidQueryException>(() => ToListAsync(store.QueryStreamAsync<Quote>(sql)));
            Assert.That(error!.Message, Is.EqualTo((await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<Quote>(sql)))!.Message));
        }

        Assert.That(store.GetHealth().ActiveReaders, Is.Zero);
    }

    [Test]
    public async Task It_needs_little_memory_however_much_it_reads()
    {
        await using var store = await OpenAsync();
        const string Large = "SELECT a.ts, a.symbol, a.bid_price, b.i AS sequence_number FROM market_ticks a, range(20) b(i)";
        long rows = 0, highest = 0;
        await foreach (var _ in store.QueryStreamAsync<Quote>(Large))
        {
            if (++rows % 100_000 == 0)
            {
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        // As a list, each row would be 70 bytes and more: 140 MB.
        Assert.That(rows, Is.EqualTo(20L * Rows));
        Assert.That(highest, Is.LessThan(GC.GetTotalMemory(forceFullCollection: true) + (20 << 20)));
    }

    [Test]
    public async Task It_is_stopped_when_the_next_rows_take_too_long()
    {
        await using var store = await OpenAsync();
        var options = new QueryOptions { Timeout = TimeSpan.FromMilliseconds(200) };

        await Assert.ThrowsAsync<QueryTimeoutException>(() => ToListAsync(store.QueryStreamAsync<long>("SELECT count(*) FROM market_ticks a, market_ticks b, market_ticks c WHERE a.ts > b.ts", options: options)).Soon());
        Assert.That(store.GetHealth().ActiveReaders, Is.Zero);
    }

    private static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> stream)
    {
        var rows = new List<T>();
        await foreach (var row in stream)
        {
            rows.Add(row);
        }

        return rows;
    }

    private static bool IsCollected(Store store)
    {
        GC.Collect(GC.MaxGeneration);
        GC.WaitForPendingFinalizers();
        return store.GetHealth().ActiveReaders == 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task AbandonAsync(Store store)
    {
        var stream = store.QueryStreamAsync<Quote>(Sql + ", range(100)").GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
    }

    private async Task<Store> OpenAsync()
    {
        var store = await Quick.OpenAsync(_folder, options => options.Readers.Max = 1);
        await store.Ticks.AppendAsync(Some.Quotes(Rows));
        await store.WaitUntilAppliedAsync();
        return store;
    }

    private sealed record Quote(DateTime Ts, string Symbol, decimal? BidPrice, long? SequenceNumber);
}
