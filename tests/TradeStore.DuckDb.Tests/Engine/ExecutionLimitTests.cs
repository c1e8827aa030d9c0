using System.Diagnostics;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Tests.Engine;

public sealed class ExecutionLimitTests
{
    private const string Endless = "SELECT count(*) FROM range(100000000) x(i), range(1000000) y(j) WHERE i % 7 = j % 11";

    private DuckDbInstance _instance = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void Open()
    {
        _instance = DuckDbInstance.Open(":memory:");
        _session = _instance.Connect();
    }

    [TearDown]
    public void Close()
    {
        _session.Dispose();
        _instance.Dispose();
    }

    [Test]
    public void An_interrupt_stops_the_query_promptly_and_the_session_goes_on()
    {
        var clock = Stopwatch.StartNew();
        using (TimeProvider.System.CreateTimer(_ => _session.Interrupt(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)))
        {
            var failure = Assert.Throws<DuckDbException>(() => _session.Execute(Endless))!;
            Assert.That(failure.IsInterrupt, Is.True, failure.Message);
        }

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(_session.QueryScalar<int>("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void An_interrupt_between_two_fetches_ends_the_stream_with_an_error()
    {
        using var result = _session.Query("SELECT i FROM range(100000000) t(i)");
        result.FetchChunk()!.Dispose();
        _session.Interrupt();

        var failure = Assert.Throws<DuckDbException>(() =>
        {
            while (result.FetchChunk() is { } chunk)
            {
                chunk.Dispose();
            }
        })!;

        Assert.That(failure.IsInterrupt, Is.True);
    }

    [Test]
    public void An_interrupt_of_an_idle_session_does_not_hit_the_next_statement()
    {
        _session.Interrupt();

        Assert.That(_session.QueryScalar<int>("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void A_limit_that_is_over_before_the_query_starts_still_stops_it()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        using var limit = new ExecutionLimit(_session, CancellationToken.None, cancellation.Token);

        var failure = Assert.Throws<DuckDbException>(() => _session.Execute(Endless))!;

        Assert.That(failure.IsInterrupt, Is.True, failure.Message);
    }

    [Test]
    public void An_interrupt_inside_a_transaction_aborts_it_until_it_is_rolled_back()
    {
        _session.Execute("BEGIN; CREATE TABLE t (i INTEGER)");
        using (var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(50)))
        using (new ExecutionLimit(_session, timeout.Token))
        {
            Assert.That(() => _session.Execute(Endless), Throws.InstanceOf<DuckDbException>());
        }

        var failure = Assert.Throws<DuckDbException>(() => _session.Execute("SELECT 1"))!;
        Assert.That(failure.ErrorType, Is.EqualTo(DuckDBErrorType.Transaction), failure.Message);
        _session.Execute("ROLLBACK");
        Assert.That(_session.QueryScalar<long>("SELECT count(*) FROM duckdb_tables()"), Is.Zero);
    }

    [Test]
    public void After_a_limit_is_disposed_nothing_is_interrupted()
    {
        for (var round = 0; round < 20; round++)
        {
            using (var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(1)))
            using (new ExecutionLimit(_session, timeout.Token))
            {
                try
                {
                    _session.Execute("SELECT sum(i) FROM range(3000000) t(i)");
                }
                catch (DuckDbException exception) when (exception.IsInterrupt)
                {
                    // Either may come first.
                }
            }

            Assert.That(() => _session.Execute("SELECT sum(i) FROM range(3000000) t(i)"), Throws.Nothing);
        }
    }
}
