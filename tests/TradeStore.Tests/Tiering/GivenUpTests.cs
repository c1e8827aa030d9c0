using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Runs that end before they are done.</summary>
internal sealed class GivenUpTests
{
    private TemporaryFolder _folder = null!;
    private Store _store = null!;

    [SetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        _store = await Quick.OpenAsync(_folder, o => o.Tiering.FileRows = 1_000);
        await _store.Ticks.AppendAsync([.. Some.Quotes(900, "A"), .. Some.Quotes(900, "B"), .. Some.Quotes(900, "C")]);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase(Tier.Warm)]
    [TestCase(Tier.Cold)]
    public async Task A_run_that_is_cancelled_leaves_the_partition_as_it_was_and_the_next_one_does_it(Tier tier)
    {
        using var stop = new CancellationTokenSource();
        var listener = new Listener(p =>
        {
            if (p.Stage == TieringStage.Writing)
            {
                stop.Cancel();
            }
        });

        await Assert.CatchAsync<OperationCanceledException>(() => RunAsync(tier, listener, stop.Token));

        Assert.That(Segments().Select(s => (s.Tier, s.State)), Is.EqualTo(new[] { (Tier.Warm, SegmentState.Closed) }));
        Assert.That(Files(), Is.Empty);
        Assert.That(await CountAsync(), Is.EqualTo(2_700));
        await _store.Ticks.AppendAsync(Some.Quotes(5, "D"), CancellationToken.None);
        var report = await RunAsync(tier, listener: null, CancellationToken.None);
        Assert.That(report.Done.Select(d => d.Rows), Is.EqualTo(new[] { 2_705L }));
        Assert.That(await CountAsync(), Is.EqualTo(2_705));
    }

    [Test]
    public async Task Closing_the_store_gives_the_run_that_goes_on_up()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isClosing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = RunAsync(
            Tier.Cold,
            new Listener(p =>
            {
                if (p.Stage == TieringStage.Writing && begun.TrySetResult())
                {
                    isClosing.Task.Wait(TimeSpan.FromSeconds(30));
                }
            }),
            CancellationToken.None);
        await begun.Task;
        var closing = Task.Run(() => _store.DisposeAsync().AsTask());
        isClosing.SetResult();

        await Assert.CatchAsync(() => run);
        await closing;
        await Assert.CatchAsync<ObjectDisposedException>(() => RunAsync(Tier.Cold, listener: null, CancellationToken.None));
        _store = await Quick.OpenAsync(_folder);
        Assert.That(await CountAsync(), Is.EqualTo(2_700));
        Assert.That(Files(), Is.Empty);
    }

    [Test]
    public async Task Progress_tells_partition_rows_and_bytes()
    {
        var told = new List<TieringProgress>();
        var report = await RunAsync(Tier.Cold, new Listener(told.Add), CancellationToken.None);

        Assert.That(told.Select(p => p.Stage), Is.EqualTo(new[] { TieringStage.Planning, TieringStage.Writing, TieringStage.Writing, TieringStage.Writing, TieringStage.Verifying, TieringStage.Done }));
        Assert.That(told.Select(p => p.Rows), Is.EqualTo(new[] { 0, 900, 1_800, 2_700, 2_700, 2_700 }));
        Assert.That(told.Select(p => p.TotalRows), Is.All.EqualTo(2_700));
        Assert.That(told[^1].Bytes, Is.EqualTo(report.Done[0].Bytes).And.EqualTo(Files().Sum(f => new FileInfo(f).Length)));
        Assert.That((told[0].Step.Table, told[0].Step.Partition, told[0].Step.From), Is.EqualTo(("market_ticks", "20240305", Some.Day)));
    }

    [Test]
    public async Task A_table_that_is_not_there_or_holds_a_state_is_refused()
    {
        await Assert.CatchAsync<ArgumentException>(() => _store.Tiering.SealAsync("ticks", Some.Day, Some.Day.AddDays(1)));
        await Assert.CatchAsync<ArgumentException>(() => _store.Tiering.SealAsync("orders", Some.Day, Some.Day.AddDays(1)));
        await Assert.CatchAsync<ArgumentException>(() => _store.Tiering.SealAsync("market_ticks", Some.Day, Some.Day.AddDays(-1)));
    }

    private Task<TieringReport> RunAsync(Tier tier, IProgress<TieringProgress>? listener, CancellationToken cancellationToken) => tier == Tier.Warm
        ? _store.Tiering.SealAsync("market_ticks", Some.Day, Some.Day.AddDays(1), listener, cancellationToken)
        : _store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1), listener, cancellationToken);

    private System.Collections.Immutable.ImmutableArray<Segment> Segments() => _store.Parts.Maps!.Current.Segments(TickTable.Definition);

    private string[] Files() => Directory.GetFiles(_folder.Path, "*.parquet", SearchOption.AllDirectories);

    private async Task<long> CountAsync() => (await _store.QueryAsync<long>("SELECT count(*) FROM market_ticks"))[0];

    private sealed class Listener(Action<TieringProgress> told) : IProgress<TieringProgress>
    {
        public void Report(TieringProgress value) => told(value);
    }
}
