using System.Collections.Concurrent;
using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Small partitions are done together: what one of them costs alone is paid once, and what is wrong with one of them is its own.</summary>
internal sealed class SmallPartitionsTests
{
    private const int Days = 72;
    private readonly ConcurrentBag<WritingStep> _steps = [];
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make()
    {
        _folder = new TemporaryFolder();
        _steps.Clear();
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task They_are_closed_and_switched_together([Values] bool isToFiles)
    {
        await using var store = await OpenAsync();
        await SmallDays.AppendAsync(store, Days);
        _steps.Clear();

        var report = await AgeAsync(store, isToFiles, Days);

        Assert.That(report.Failed, Is.Empty);
        Assert.That(report.Done.Select(d => (d.Step.Partition, d.Rows)), Is.EqualTo(Enumerable.Range(0, Days).Select(day => ($"{Some.Day.AddDays(day):yyyyMMdd}", (long)SmallDays.Rows))));
        Assert.That(Switches(), Is.EqualTo(4), "64 and 8 partitions: each closed and switched once");
        Assert.That(SmallDays.Segments(store).Select(s => (s.State, s.File is not null, s.Content?.Rows)), Is.All.EqualTo((SegmentState.Sealed, isToFiles, (long?)SmallDays.Rows)));
        Assert.That(await SmallDays.CountsAsync(store), Is.EqualTo(Enumerable.Repeat((long)SmallDays.Rows, Days)));
        await Debris.CheckSettledAsync(store);
    }

    [Test]
    public async Task Tables_are_made_and_dropped_under_few_checkpoints()
    {
        await using var store = await OpenAsync();
        await SmallDays.AppendAsync(store, Days);
        _steps.Clear();

        await AgeAsync(store, isToFiles: false, Days);
        await Debris.CheckSettledAsync(store);

        // Alone each has three: of the new table, of the switch, and of what was dropped.
        Assert.That(_steps.Count(s => s == WritingStep.Checkpointed), Is.LessThan(Days));
        Assert.That(_steps.Count(s => s == WritingStep.Dropping), Is.EqualTo(Days));
    }

    [Test]
    public async Task A_partition_that_is_not_what_was_read_is_left_out_and_the_others_go_on([Values] bool isToFiles)
    {
        var broken = false;
        await using var store = await OpenAsync((opened, point) =>
        {
            if (point == TieringPoint.SliceWritten && !broken)
            {
                broken = true;
                Break(opened, isToFiles);
            }
        });
        await SmallDays.AppendAsync(store, days: 3);

        var report = await AgeAsync(store, isToFiles, days: 3);

        Assert.That(report.Done.Select(d => d.Step.Partition), Is.EqualTo(new[] { "20240306", "20240307" }));
        Assert.That(report.Failed.Select(f => f.Step.Partition), Is.EqualTo(new[] { "20240305" }));
        Assert.That(report.Failed[0].Cause, Is.TypeOf<StoreCorruptException>());
        Assert.That(SmallDays.Segments(store).Select(s => s.State), Is.EqualTo(new[] { SegmentState.Closed, SegmentState.Sealed, SegmentState.Sealed }));
        Assert.That(await SmallDays.CountsAsync(store), Is.EqualTo(Enumerable.Repeat((long)SmallDays.Rows, 3)));
        await Debris.CheckSettledAsync(store);
        Assert.That((await AgeAsync(store, isToFiles, days: 3)).Done.Select(d => d.Step.Partition), Does.Contain("20240305"));
        Assert.That(await SmallDays.CountsAsync(store), Is.EqualTo(Enumerable.Repeat((long)SmallDays.Rows, 3)));
    }

    [Test]
    public async Task A_partition_that_leaves_meanwhile_is_left_out_and_the_others_go_on([Values] bool isToFiles)
    {
        var gone = false;
        await using var store = await OpenAsync((opened, point) =>
        {
            if (point == TieringPoint.Verified && !gone)
            {
                gone = true;
                opened.Parts.Tiering!.AskAsync(writer => writer.Changes.Replace([SmallDays.Segments(opened)[1]], [])).GetAwaiter().GetResult();
            }
        });
        await SmallDays.AppendAsync(store, days: 3);

        var report = await AgeAsync(store, isToFiles, days: 3);

        Assert.That(report.Done.Select(d => d.Step.Partition), Is.EqualTo(new[] { "20240305", "20240307" }));
        Assert.That(report.Failed.Select(f => (f.Step.Partition, (f.Cause as TradeStoreException)?.Code)), Is.EqualTo(new[] { ("20240306", (TradeStoreErrorCode?)TradeStoreErrorCode.WriteConflict) }));
        Assert.That(await SmallDays.CountsAsync(store), Is.EqualTo(Enumerable.Repeat((long)SmallDays.Rows, 2)));
        await Debris.CheckSettledAsync(store);
    }

    [Test]
    public async Task What_is_given_up_leaves_all_of_them_as_they_were([Values] bool isToFiles, [Values(TieringPoint.Closed, TieringPoint.Built, TieringPoint.Verified)] TieringPoint where)
    {
        using var stop = new CancellationTokenSource();
        var reached = 0;
        await using var store = await OpenAsync((_, point) =>
        {
            // Of the second one of them.
            if (point == where && ++reached == 2)
            {
                stop.Cancel();
            }
        });
        await SmallDays.AppendAsync(store, days: 3);

        await Assert.CatchAsync<OperationCanceledException>(() => AgeAsync(store, isToFiles, days: 3, stop.Token));

        Assert.That(SmallDays.Segments(store).Select(s => s.State), Is.All.EqualTo(SegmentState.Closed));
        await Debris.CheckSettledAsync(store);
        await store.Ticks.AppendAsync(SmallDays.Ticks(day: 1, rows: 9), CancellationToken.None);
        Assert.That((await AgeAsync(store, isToFiles, days: 3, CancellationToken.None)).Done, Has.Count.EqualTo(3));
        Assert.That(await SmallDays.CountsAsync(store), Is.EqualTo(new[] { 5L, 9, 5 }));
    }

    [Test]
    public async Task Large_ones_go_alone()
    {
        await using var store = await OpenAsync();
        await SmallDays.AppendAsync(store, days: 2, rows: 70_000);
        await SmallDays.AppendAsync(store, days: 4);
        _steps.Clear();

        Assert.That((await AgeAsync(store, isToFiles: false, days: 4)).Done.Select(d => d.Rows), Is.EqualTo(new[] { 70_000L, 70_000, 5, 5 }));

        Assert.That(Switches(), Is.EqualTo(4), "the first, and the second with those behind it");
    }

    [Test]
    public async Task As_many_go_together_as_the_disk_has_room_for()
    {
        var disk = new DiskSpace(long.MaxValue / 4, long.MaxValue / 2);
        await using var store = await OpenAsync(change: o => (o.Tiering.Disk, o.Tiering.MinimumFreeSpace) = (() => disk, 1_000));
        await SmallDays.AppendAsync(store, days: 5);
        _steps.Clear();
        disk = disk with { Free = 1_000 + (2 * SmallDays.Rows * 64) };

        Assert.That((await AgeAsync(store, isToFiles: false, days: 5)).Done, Has.Count.EqualTo(5));

        Assert.That(Switches(), Is.EqualTo(6), "two, two and one");
        disk = disk with { Free = 1_000 };
        await Assert.ThrowsAsync<DiskFullException>(() => AgeAsync(store, isToFiles: true, days: 5));
    }

    [Test]
    public async Task What_is_too_old_is_removed_together()
    {
        await using var aging = await ClockedStore.OpenAsync(o =>
        {
            o.Tiering.Preset = TieringPreset.Expiring;
            o.Writing.Reached = _steps.Add;
        });
        aging.Clock.Advance(TimeSpan.FromDays(Days));
        await SmallDays.AppendAsync(aging.Store, Days);
        await aging.AgeAsync(TimeSpan.FromDays(10));
        await aging.AdvanceAsync(TimeSpan.FromDays(200));
        _steps.Clear();

        var report = await aging.Store.Tiering.RunAsync();

        Assert.That(report.Done.Select(d => d.Step.Action), Is.EqualTo(Enumerable.Repeat(TieringAction.Expire, Days)));
        Assert.That(Switches(), Is.EqualTo(2), "64 and 8 partitions");
        Assert.That(aging.Store.Parts.Maps!.Current.Segments(TickTable.Definition), Is.Empty);
        await Debris.CheckSettledAsync(aging.Store);
    }

    private static Task<TieringReport> AgeAsync(Store store, bool isToFiles, int days, CancellationToken cancellationToken = default) => isToFiles
        ? store.Tiering.ExportAsync(SmallDays.Table, Some.Day, SmallDays.End(days), cancellationToken: cancellationToken)
        : store.Tiering.SealAsync(SmallDays.Table, Some.Day, SmallDays.End(days), cancellationToken: cancellationToken);

    // Something takes a row away from what was written last.
    private static void Break(Store store, bool isToFile)
    {
        if (isToFile)
        {
            var file = Directory.EnumerateFiles(store.Parts.Folder.Staging, "*.parquet", SearchOption.AllDirectories).Single();
            using var instance = DuckDbInstance.Open(":memory:");
            using var other = instance.Connect();
            other.Execute($"COPY (FROM read_parquet('{file}') LIMIT {SmallDays.Rows - 1}) TO '{file}.other' (FORMAT parquet)");
            File.Move($"{file}.other", file, overwrite: true);
            return;
        }

        using var session = store.Parts.Database!.Connect();
        var named = SmallDays.Segments(store).Select(s => s.TableName);
        var table = session.QueryTexts("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'warm' ORDER BY table_oid", columns: 1).Select(row => row[0]).Except(named).First();
        session.Execute($"DELETE FROM warm.\"{table}\" WHERE sequence_number = 0");
    }

    private int Switches() => _steps.Count(s => s == WritingStep.Switched);

    private async Task<Store> OpenAsync(Action<Store, TieringPoint>? reached = null, Action<StoreOptions>? change = null)
    {
        var opened = default(Store);
        return opened = await Quick.OpenAsync(_folder, options =>
        {
            options.Writing.Reached = _steps.Add;
            options.Tiering.Reached = point => reached?.Invoke(opened!, point);
            change?.Invoke(options);
        });
    }
}
