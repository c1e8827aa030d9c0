using Microsoft.Extensions.Time.Testing;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

internal sealed class PoolTests
{
    private readonly FakeTimeProvider _clock = Some.Clock();
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [SetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder, options =>
        {
            options.Readers.Max = 2;
            options.TimeProvider = _clock;
            options.Writing.MaximumDelay = TimeSpan.Zero;
        });
        await _store.Ticks.AppendAsync(Some.Quotes(100_000));
        await _store.WaitUntilAppliedAsync();
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_read_that_finds_all_readers_busy_names_the_settings_and_works_when_one_is_free_again()
    {
        await using var first = Stream().GetAsyncEnumerator();
        await using var second = Stream().GetAsyncEnumerator();
        Assert.That(await first.MoveNextAsync() && await second.MoveNextAsync(), Is.True);
        var third = _store.Ticks.LatestAsync("NASDAQ", "AAPL");
        Assert.That(third.IsCompleted, Is.False);

        _clock.Advance(TimeSpan.FromSeconds(5));

        var error = await Assert.ThrowsAsync<PoolExhaustedException>(() => third.Soon());
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.PoolExhausted));
        Assert.That(error.IsTransient, Is.True);
        Assert.That(error.Message, Does.Contain("Readers.Max").And.Contain("Readers.WaitTimeout").And.Contain("All 2 readers"));
        await first.DisposeAsync();
        Assert.That(await _store.Ticks.LatestAsync("NASDAQ", "AAPL").Soon(), Is.Not.Null);
    }

    [Test]
    public async Task A_read_waits_for_a_reader_and_gets_the_first_that_is_free()
    {
        await using var first = Stream().GetAsyncEnumerator();
        await using var second = Stream().GetAsyncEnumerator();
        Assert.That(await first.MoveNextAsync() && await second.MoveNextAsync(), Is.True);
        var third = _store.Ticks.LatestAsync("NASDAQ", "AAPL");

        await second.DisposeAsync();

        Assert.That((await third.Soon())!.SequenceNumber, Is.EqualTo(99_999));
    }

    [Test]
    public async Task A_read_that_is_cancelled_while_it_waits_takes_no_reader()
    {
        using var cancel = new CancellationTokenSource();
        var (first, second) = await TakeBothAsync();
        var third = _store.Ticks.LatestAsync("NASDAQ", "AAPL", cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => third.Soon());
        await first.DisposeAsync();
        await second.DisposeAsync();
        (first, second) = await TakeBothAsync();
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Test]
    public async Task A_stream_that_is_left_early_gives_its_reader_back()
    {
        for (var i = 0; i < 10; i++)
        {
            await foreach (var chunk in Stream())
            {
                Assert.That(chunk.RowCount, Is.Positive);
                break;
            }
        }

        Assert.That(await _store.Ticks.LatestAsync("NASDAQ", "AAPL").Soon(), Is.Not.Null);
    }

    [Test]
    public async Task A_chunk_that_the_stream_has_left_behind_throws()
    {
        ColumnChunk? kept = null;
        await using (var stream = Stream().GetAsyncEnumerator())
        {
            Assert.That(await stream.MoveNextAsync(), Is.True);
            kept = stream.Current;
            Assert.That(kept.Values<long>(0).Length, Is.EqualTo(kept.RowCount));
        }

        Assert.Throws<InvalidOperationException>(() => _ = kept.RowCount);
        Assert.Throws<InvalidOperationException>(() => kept.Values<long>(0));
    }

    [Test]
    public async Task A_stream_that_goes_on_while_the_store_is_closed_ends_with_an_error_and_the_store_closes()
    {
        await using var stream = Stream().GetAsyncEnumerator();
        Assert.That(await stream.MoveNextAsync(), Is.True);
        var closing = _store.DisposeAsync().AsTask();
        await Assert.CatchAsync(async () =>
        {
            while (true)
            {
                await _store.Ticks.LatestAsync("NASDAQ", "AAPL").Soon();
            }
        });

        await Assert.CatchAsync<ObjectDisposedException>(async () =>
        {
            while (await stream.MoveNextAsync().AsTask().Soon())
            {
            }
        });
        await stream.DisposeAsync();
        await closing.Soon();
    }

    private async Task<(IAsyncEnumerator<ColumnChunk> First, IAsyncEnumerator<ColumnChunk> Second)> TakeBothAsync()
    {
        var first = Stream().GetAsyncEnumerator();
        var second = Stream().GetAsyncEnumerator();
        Assert.That(await first.MoveNextAsync().AsTask().Soon() && await second.MoveNextAsync().AsTask().Soon(), Is.True);
        return (first, second);
    }

    private IAsyncEnumerable<ColumnChunk> Stream() => _store.Ticks.StreamAsync(new TickQuery { Columns = ["ts"] });
}
