using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

internal sealed class RetentionTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(91);

    [Test]
    public async Task A_day_of_ticks_is_removed_when_it_is_old_with_its_files_and_others_stay()
    {
        await using var aging = await ClockedStore.OpenAsync();
        var store = aging.Store;
        await store.Ticks.AppendAsync(Some.Quotes(100));
        await aging.AdvanceAsync(TimeSpan.FromDays(50));
        await store.Ticks.AppendAsync(Some.Quotes(7).ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(50) }));
        await store.Bars.AppendAsync(Some.Bar(1));

        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(2)), Is.EqualTo(new[] { TieringAction.Export, TieringAction.Seal, TieringAction.Seal }), "newer ticks and bars stay warm");
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(91)), Does.Contain(TieringAction.Expire));
        Assert.That((await aging.CountAsync("market_ticks"), await aging.CountAsync("ohlcv_bars")), Is.EqualTo((0L, 1L)), "what was sealed first counts from then");
        await aging.ReopenAsync();
        Assert.That((await aging.CountAsync("market_ticks"), await aging.CountAsync("ohlcv_bars")), Is.EqualTo((0L, 1L)));
        Assert.That(aging.Files.Where(f => f.Contains("market_ticks", StringComparison.Ordinal)), Is.Empty);

        await aging.Store.Ticks.AppendAsync(Some.Quotes(3));
        Assert.That(await aging.CountAsync("market_ticks"), Is.EqualTo(3), "a day that was removed takes rows again");
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(89)), Does.Not.Contain(TieringAction.Expire), "they came late and are kept as long");
        Assert.That(await aging.CountAsync("market_ticks"), Is.EqualTo(3));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(91)), Is.EqualTo(new[] { TieringAction.Expire }));
        Assert.That(await aging.CountAsync("market_ticks"), Is.Zero);
    }

    [Test]
    public async Task Files_of_a_removed_partition_go_while_the_store_is_open_and_a_read_that_has_them_ends_first()
    {
        await using var aging = await ClockedStore.OpenAsync();
        await aging.Store.Ticks.AppendAsync(Some.Quotes(5_000));
        await aging.AgeAsync(TimeSpan.FromDays(10));
        await using (var stream = aging.Store.Ticks.StreamAsync(new()).GetAsyncEnumerator())
        {
            Assert.That(await stream.MoveNextAsync(), Is.True);
            Assert.That(await aging.AgeAsync(Kept), Is.EqualTo(new[] { TieringAction.Expire }));
            Assert.That(aging.Files, Is.Not.Empty);
            var rows = stream.Current.RowCount;
            while (await stream.MoveNextAsync())
            {
                rows += stream.Current.RowCount;
            }

            Assert.That(rows, Is.EqualTo(5_000));
        }

        await aging.Store.CheckpointAsync().Soon();
        await aging.Store.Parts.Tiering!.AskAsync(writer => { writer.Changes.DropLeft(); return true; });
        Assert.That(aging.Files, Is.Empty);
    }

    [Test]
    public async Task Rows_that_come_while_a_partition_is_removed_stay()
    {
        ClockedStore? opened = null;
        var appended = default(Task);
        await using var aging = await ClockedStore.OpenAsync(o =>
        {
            o.Writing.Reached = step =>
            {
                if (step == WritingStep.Switching && opened is { } open && Interlocked.Exchange(ref opened, null) is not null)
                {
                    appended = open.Store.Ticks.AppendAsync(Some.Quotes(3, "LATE")).AsTask();
                }
            };
        });
        await aging.Store.Ticks.AppendAsync(Some.Quotes(100));
        await aging.AgeAsync(TimeSpan.FromDays(10));
        await aging.AdvanceAsync(Kept);
        Volatile.Write(ref opened, aging);
        await aging.Store.Tiering.RunAsync();
        await appended!.Soon();

        Assert.That(await aging.ScalarAsync<string>("SELECT string_agg(DISTINCT symbol) || count(*) FROM market_ticks"), Is.EqualTo("LATE3"));
    }

    [Test]
    public async Task A_partition_that_rows_come_for_before_it_is_removed_stays_as_a_whole()
    {
        using var archive = new TemporaryFolder();
        ClockedStore? opened = null;
        await using var aging = await ClockedStore.OpenAsync(o =>
        {
            o.Tiering.Archive = archive.Path;
            o.Tiering.Tables["market_ticks"] = new TierPolicy { Warm = null, ExpireAfter = TimeSpan.FromDays(90) };
            o.Tiering.Reached = point =>
            {
                // When it is a file, and before it is in the archive.
                if (point == TieringPoint.Switched && Interlocked.Exchange(ref opened, null) is { } open)
                {
                    open.Store.Ticks.AppendAsync(Some.Quotes(3, "LATE")).AsTask().GetAwaiter().GetResult();
                    Assert.That(open.CountAsync("market_ticks").GetAwaiter().GetResult(), Is.EqualTo(103));
                }
            };
        });
        await aging.Store.Ticks.AppendAsync(Some.Quotes(100));
        await aging.AgeAsync(TimeSpan.FromDays(10));
        await aging.AdvanceAsync(Kept);
        Volatile.Write(ref opened, aging);
        Assert.That((await aging.Store.Tiering.RunAsync()).Failed, Is.Empty);

        Assert.That(opened, Is.Null);
        Assert.That(await aging.CountAsync("market_ticks"), Is.EqualTo(103));
        await aging.AgeAsync(TimeSpan.FromDays(1));
        Assert.That(await aging.AgeAsync(Kept), Does.Contain(TieringAction.Expire));
        Assert.That(await aging.CountAsync("market_ticks"), Is.Zero);
    }

    [Test]
    public async Task A_table_that_is_kept_for_ever_is()
    {
        await using var aging = await ClockedStore.OpenAsync(o => o.Tiering.Tables["market_ticks"] = TieringPresets.PolicyOf(TieringPreset.KeepAll, "market_ticks") with { ExpireAfter = null });
        await aging.Store.Ticks.AppendAsync(Some.Quotes(10));

        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(10_000)), Is.EqualTo(new[] { TieringAction.Export }));
        Assert.That(await aging.AgeAsync(TimeSpan.FromDays(10_000)), Is.Empty);
        Assert.That(await aging.CountAsync("market_ticks"), Is.EqualTo(10));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_removed_is_in_the_archive_before_and_what_the_archive_does_not_take_stays(bool isWarm)
    {
        using var archive = new TemporaryFolder();
        await using var aging = await ClockedStore.OpenAsync(o =>
        {
            o.Tiering.Archive = Path.Combine(archive.Path, "mounted");
            o.Tiering.Tables["market_ticks"] = new TierPolicy { Warm = isWarm ? null : TimeSpan.FromDays(7), ExpireAfter = TimeSpan.FromDays(90) };
        });
        var (mounted, unmounted) = (Path.Combine(archive.Path, "mounted"), Path.Combine(archive.Path, "unmounted"));
        Directory.CreateDirectory(mounted);
        await aging.Store.Ticks.AppendAsync(Some.Quotes(10));
        await aging.Store.OrderFlow.AppendAsync([new() { Timestamp = Some.Day, Exchange = "X", Symbol = "S", OfiValue = 1 }]);
        await RunAsync(TimeSpan.FromDays(10));
        Assert.That(Copies(), Is.EqualTo(isWarm ? 1 : 2), "files are archived when they are made");

        Directory.Move(mounted, unmounted);
        var failed = await RunAsync(Kept);
        Assert.That(failed.Failed.Where(f => f.Step.Action == TieringAction.Expire).Select(f => f.Cause).ToList(), Has.Count.EqualTo(2).And.All.InstanceOf<ArchiveUnavailableException>());
        Assert.That((await aging.CountAsync("market_ticks"), await aging.CountAsync("ofi_events")), Is.EqualTo((10L, 1L)));

        Directory.Move(unmounted, mounted);
        var report = await RunAsync(TimeSpan.FromHours(1));
        Assert.That(report.Failed, Is.Empty);
        Assert.That(report.Done.Count(d => d.Step.Action == TieringAction.Expire), Is.EqualTo(2));
        Assert.That(Copies(), Is.EqualTo(2), "what was warm was made a file before");
        Assert.That((await aging.CountAsync("market_ticks"), await aging.CountAsync("ofi_events")), Is.EqualTo((0L, 0L)));

        int Copies() => Directory.GetFiles(mounted, "*.parquet", SearchOption.AllDirectories).Length;

        async Task<TieringReport> RunAsync(TimeSpan by)
        {
            await aging.AdvanceAsync(by);
            return await aging.Store.Tiering.RunAsync();
        }
    }
}
