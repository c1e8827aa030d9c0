using System.Runtime.CompilerServices;
using DuckDB.NET.Native;
using TradeStore.Configuration;
using TradeStore.DuckDb.Native;
using TradeStore.Repositories;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

/// <summary>What callers hold and do not let go of keeps nothing else waiting.</summary>
[NonParallelizable]
internal sealed class HeldStreamTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_stream_that_is_neither_read_nor_disposed_keeps_no_store_from_closing_and_its_next_read_says_so([Values(3_000, 100_000)] int rows)
    {
        var store = await OpenAsync(rows);
        var columns = Stream(store).GetAsyncEnumerator();
        var typed = store.Ticks.Query().StreamAsync().GetAsyncEnumerator();
        Assert.That(await columns.MoveNextAsync() && await typed.MoveNextAsync(), Is.True);

        await store.DisposeAsync().Soon();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => columns.MoveNextAsync().AsTask().Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ToEndAsync(typed).Soon());
        await using var again = await Quick.OpenAsync(_folder);
        Assert.That(await again.Ticks.Query().CountAsync(), Is.EqualTo(rows));
    }

    [Test]
    public async Task A_chunk_that_a_caller_holds_while_the_store_closes_stays_as_it_was()
    {
        var store = await OpenAsync(100_000);
        var stream = store.Ticks.StreamAsync(new TickQuery()).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
        var chunk = stream.Current;
        var before = Content(chunk);

        await store.DisposeAsync().Soon();

        Assert.That(Content(chunk), Is.EqualTo(before));
        await stream.DisposeAsync();
        Assert.Throws<InvalidOperationException>(() => _ = chunk.RowCount);
    }

    [Test]
    public async Task A_stream_that_is_held_does_not_keep_the_engine_from_being_opened_again()
    {
        var isFailing = new StrongBox<bool>();
        await using var store = await OpenAsync(100_000, options => options.Writing.Reached = step => FailOnce(step, isFailing));
        await using var stream = Stream(store).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
        Volatile.Write(ref isFailing.Value, true);

        await store.Ticks.AppendAsync(Some.Quote(200_000));
        await store.WaitUntilAppliedAsync().Soon();

        var error = await Assert.ThrowsAsync<TradeStoreException>(() => ToEndAsync(stream).Soon());
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.EngineReopening));
        Assert.That(error.IsTransient, Is.True);
        Assert.That(await CountAsync(store), Is.EqualTo(100_001));
    }

    [Test]
    public async Task A_stream_that_nobody_can_reach_any_more_gives_its_reader_back()
    {
        await using var store = await OpenAsync(100_000, options => options.Readers.Max = 1);
        await AbandonAsync(store);
        Assert.That(store.GetHealth().ActiveReaders, Is.EqualTo(1));

        // On a stack of its own: that of the stream's last step may be below this one, and hold the stream.
        Assert.That(await Task.Run(() => SpinWait.SpinUntil(() => IsCollected(store), TimeSpan.FromSeconds(30))), Is.True);
        Assert.That(await CountAsync(store).Soon(), Is.EqualTo(100_000));
    }

    [Test]
    public async Task A_stream_whose_rows_are_all_read_ahead_holds_no_reader()
    {
        await using var store = await OpenAsync(3_000, options => options.Readers.Max = 1);
        await using var stream = Stream(store).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
        long rows = stream.Current.RowCount;

        Assert.That(await CountAsync(store).Soon(), Is.EqualTo(3_000));

        while (await stream.MoveNextAsync())
        {
            rows += stream.Current.RowCount;
        }

        Assert.That(rows, Is.EqualTo(3_000));
    }

    [Test]
    public async Task A_read_that_waits_for_a_reader_is_told_when_the_store_closes()
    {
        var store = await OpenAsync(100_000, options => (options.Readers.Max, options.Readers.WaitTimeout) = (1, TimeSpan.FromHours(1)));
        var stream = Stream(store).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
        var waiting = Enumerable.Range(0, 8).Select(_ => CountAsync(store)).ToList();

        await store.DisposeAsync().Soon();

        foreach (var read in waiting)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => read.Soon());
        }
    }

    [Test]
    public async Task Whatever_callers_do_with_their_streams_every_one_ends_and_the_store_closes()
    {
        var random = Quick.Seeded(610);
        for (var round = 0; round < 6; round++)
        {
            var isFailing = new StrongBox<bool>();
            using var folder = new TemporaryFolder();
            var store = await OpenAsync(40_000, options => (options.Readers.Max, options.Writing.Reached) = (12, step => FailOnce(step, isFailing)), folder);
            using var held = new SemaphoreSlim(0);
            using var goOn = new SemaphoreSlim(0);
            var readers = Enumerable.Range(0, 24).Select(_ => (Kind: random.Next(5), Chunks: random.Next(8), Ends: random.Next(3))).ToList();
            var reads = readers.ConvertAll(r => Task.Run(() => ReadAsync(store, r.Kind, r.Chunks, r.Ends, held, goOn)));
            for (var i = 0; i < readers.Count / 3; i++)
            {
                await held.WaitAsync().Soon();
            }

            if (round % 2 == 0)
            {
                Volatile.Write(ref isFailing.Value, true);
                await store.Ticks.AppendAsync(Some.Quote(100_000));
                await store.WaitUntilAppliedAsync().Soon();
            }

            await store.DisposeAsync().Soon();
            goOn.Release(readers.Count);
            await Task.WhenAll(reads).Soon();
            await using var again = await Quick.OpenAsync(folder);
            Assert.That(await CountAsync(again), Is.EqualTo(round % 2 == 0 ? 40_001 : 40_000));
        }
    }

    // Returns when the read has ended, or failed as it may; anything else is a failure of the test.
    private static async Task ReadAsync(Store store, int kind, int chunks, int ends, SemaphoreSlim held, SemaphoreSlim goOn)
    {
        try
        {
            switch (kind)
            {
                case 0:
                    await CountAsync(store);
                    held.Release();
                    return;
                case 1:
                    await store.Backtests.FingerprintAsync(["market_ticks"], Some.Day, Some.Day.AddDays(1));
                    held.Release();
                    return;
                case 2:
                    await HoldAsync(store.Ticks.Query().StreamAsync(), chunks * 2_000, ends, held, goOn);
                    return;
                default:
                    await HoldAsync(Stream(store), chunks, ends, held, goOn);
                    return;
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or PoolExhaustedException or TradeStoreException { Code: TradeStoreErrorCode.EngineReopening })
        {
            held.Release();
        }
    }

    private static async Task HoldAsync<T>(IAsyncEnumerable<T> rows, int steps, int ends, SemaphoreSlim held, SemaphoreSlim goOn)
    {
        var stream = rows.GetAsyncEnumerator();
        for (var i = 0; i <= steps && await stream.MoveNextAsync(); i++)
        {
        }

        held.Release();
        if (ends == 0)
        {
            return;
        }

        await goOn.WaitAsync();
        if (ends == 1)
        {
            await stream.DisposeAsync();
            return;
        }

        await ToEndAsync(stream);
    }

    private static void FailOnce(WritingStep step, StrongBox<bool> isFailing)
    {
        if (step == WritingStep.Applying && Interlocked.Exchange(ref isFailing.Value, false))
        {
            throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.");
        }
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
        var stream = Stream(store).GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
    }

    private static async Task ToEndAsync<T>(IAsyncEnumerator<T> stream)
    {
        while (await stream.MoveNextAsync())
        {
        }
    }

    private static async Task<long> CountAsync(Store store) => (await store.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0];

    private static string Content(ColumnChunk chunk) => string.Join(
        ' ', Enumerable.Range(0, chunk.RowCount).Select(row => $"{chunk.GetTimestamp(chunk.IndexOf("ts"), row):O} {chunk.GetString(chunk.IndexOf("symbol"), row)} {chunk.GetDecimal(chunk.IndexOf("bid_price"), row)}"));

    private static IAsyncEnumerable<ColumnChunk> Stream(Store store) => store.Ticks.StreamAsync(new TickQuery { Columns = ["ts"] });

    private async Task<Store> OpenAsync(int rows, Action<StoreOptions>? change = null, TemporaryFolder? folder = null)
    {
        var store = await Quick.OpenAsync(folder ?? _folder, change);
        await store.Ticks.AppendAsync(Some.Quotes(rows));
        await store.WaitUntilAppliedAsync();
        return store;
    }
}
