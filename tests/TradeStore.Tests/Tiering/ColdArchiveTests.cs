using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Tiering;

/// <summary>The copies of cold files: complete, checked, and never fewer than there have to be.</summary>
internal sealed class ColdArchiveTests
{
    [Test]
    public async Task Every_file_is_copied_once_with_its_sum_beside_it()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        Assert.That((await cold.Store.Tiering.PlanAsync()).Select(s => (s.Action, s.Table, s.Partition)), Is.EqualTo(new[]
        {
            (TieringAction.Archive, "market_ticks", "20240305"), (TieringAction.Archive, "market_ticks", "20240306"), (TieringAction.Archive, "ohlcv_bars", "202403"),
        }));

        var report = await cold.Store.Tiering.RunAsync();

        Assert.That(report.Failed, Is.Empty);
        Assert.That(report.Done.Select(d => d.Rows), Is.EqualTo(new long[] { ColdStore.TicksOfADay, ColdStore.TicksOfADay, ColdStore.Bars }));
        var archived = Names(cold);
        Assert.That(archived, Has.Count.EqualTo(6));
        foreach (var segment in cold.Segments.Where(s => s.File is not null))
        {
            var copy = Path.Combine(cold.ArchiveFolder, "market_ticks", segment.Partition.Name, Path.GetFileName(segment.File!));
            Assert.That(await File.ReadAllBytesAsync(copy), Is.EqualTo(await File.ReadAllBytesAsync(cold.FullPath(segment))));
            Assert.That(await File.ReadAllTextAsync($"{copy}.sha256"), Is.EqualTo($"{segment.Sha256}  {Path.GetFileName(copy)}\n"));
            await CheckSumAsync($"{copy}.sha256");
        }

        Assert.That(await cold.Store.Tiering.PlanAsync(), Is.Empty);
        await cold.ReopenAsync();
        Assert.That(await cold.Store.Tiering.PlanAsync(), Is.Empty, "what is there is not copied again");
    }

    [Test]
    public async Task What_was_replaced_goes_only_when_what_took_its_place_is_there([Values] bool isReopened)
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await cold.Store.Tiering.RunAsync();
        var old = Path.GetFileName(cold.FirstFile);
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.FirstDay, 10, first: 5000));
        await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay);
        var now = Path.GetFileName(cold.FirstFile);
        Assert.That(Names(cold), Has.Some.EndWith(old).And.None.EndWith(now));
        if (isReopened)
        {
            await cold.ReopenAsync();
        }

        await cold.Store.Tiering.RunAsync();

        Assert.That(Names(cold), Has.One.EndWith(now).And.One.EndWith($"{now}.sha256").And.None.Contain(old).And.None.Contain("superseded"));
        Assert.That(Names(cold), Has.Count.EqualTo(6), "nothing else was deleted");
        Assert.That(await cold.Store.Tiering.PlanAsync(), Is.Empty);
    }

    [Test]
    public async Task A_copy_stays_when_its_partition_is_restored_removed_or_of_another_store()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await cold.Store.Tiering.RunAsync();
        var foreign = Path.Combine(cold.ArchiveFolder, "market_ticks", "20240305", "7-00000000000000000000000000000000.parquet");
        await File.WriteAllTextAsync(foreign, "another store's");
        var before = Names(cold);
        await cold.Store.Tiering.RestoreAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay);
        await cold.Store.Tiering.RunAsync();
        Assert.That(before, Is.SubsetOf(Names(cold)), "restored");

        var second = cold.Segments[1];
        await cold.Store.Parts.Tiering!.AskAsync(writer =>
        {
            writer.Changes.Replace([second], []);
            return true;
        });
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.SecondDay, 10));
        await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.WarmDay);
        await cold.Store.Tiering.RunAsync();
        Assert.That(Names(cold), Has.Some.EndWith(Path.GetFileName(second.File!)), "removed, and begun anew by late rows");
        Assert.That(File.Exists(foreign), Is.True);
    }

    [Test]
    public async Task The_copies_of_a_partition_that_was_removed_stay_although_it_was_about_to_be_replaced_and_is_begun_anew()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(ColdStore.WarmDay.AddDays(2)));
        await using var cold = await ColdStore.OpenAsync(hasArchive: true, options => options.TimeProvider = clock);
        await cold.Store.Tiering.RunAsync();
        var (first, archive) = (cold.First, cold.Store.Parts.Tiering!.Archive!);
        await archive.SupersedeAsync([first]);
        clock.Advance(TimeSpan.FromDays(200));
        var removed = await cold.Store.Tiering.RunAsync();
        Assert.That(removed.Done.Select(d => (d.Step.Action, d.Step.Table)), Is.SupersetOf(Enumerable.Repeat((TieringAction.Expire, "market_ticks"), 3)));

        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.FirstDay, 10));
        await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay);
        Assert.That((await cold.Store.Tiering.RunAsync()).Failed, Is.Empty);

        Assert.That(File.Exists(archive.FileOf(first)), Is.True);
        Assert.That(File.Exists(cold.Store.Parts.Tiering!.Archive!.FileOf(cold.First)), Is.True);
        Assert.That(Names(cold), Has.None.Contain("superseded"));
    }

    [Test]
    public async Task Without_the_folder_the_step_fails_others_go_on_and_later_it_is_done()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        Directory.Delete(cold.ArchiveFolder);
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.WarmDay.AddDays(1)));

        var report = await cold.Store.Tiering.SealAsync("market_ticks", ColdStore.WarmDay, ColdStore.WarmDay.AddDays(2));
        var run = await cold.Store.Tiering.RunAsync();

        Assert.That(report.Failed, Is.Empty);
        Assert.That(run.Failed.Select(f => f.Step.Action), Is.All.EqualTo(TieringAction.Archive));
        Assert.That(run.Failed, Has.Count.EqualTo(3));
        var error = (ArchiveUnavailableException)run.Failed[0].Cause;
        Assert.That(error.Code, Is.EqualTo(TradeStoreErrorCode.ArchiveUnavailable));
        Assert.That(error.Message, Does.Contain(cold.ArchiveFolder));
        Assert.That(Directory.Exists(cold.ArchiveFolder), Is.False, "it may be a mount that is missing");

        Directory.CreateDirectory(cold.ArchiveFolder);
        Assert.That((await cold.Store.Tiering.RunAsync()).Failed, Is.Empty);
        Assert.That(Names(cold), Has.Count.EqualTo(6));
    }

    [Test]
    public async Task What_lies_in_the_way_fails_the_step_and_removes_nothing()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await File.WriteAllTextAsync(Path.Combine(cold.ArchiveFolder, "ohlcv_bars"), "a file where a folder has to be");

        var run = await cold.Store.Tiering.RunAsync();

        Assert.That(run.Failed.Select(f => (f.Step.Table, f.Cause.GetType())), Is.EqualTo(new[] { ("ohlcv_bars", typeof(ArchiveUnavailableException)) }));
        Assert.That(run.Done, Has.Count.EqualTo(2));
        await cold.AllIsReadableAsync();
    }

    [Test]
    public async Task A_copy_that_was_cut_or_changed_or_has_no_sum_is_made_anew()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await cold.Store.Tiering.RunAsync();
        var copies = Directory.EnumerateFiles(cold.ArchiveFolder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        await File.WriteAllTextAsync(copies[0], "cut");
        File.Delete($"{copies[1]}.sha256");
        await File.WriteAllTextAsync($"{copies[2]}.unfinished", "left by a crash");
        await cold.ReopenAsync();

        Assert.That(await cold.Store.Tiering.PlanAsync(), Has.Count.EqualTo(2));
        Assert.That((await cold.Store.Tiering.RunAsync()).Failed, Is.Empty);
        foreach (var copy in copies)
        {
            await CheckSumAsync($"{copy}.sha256");
        }
    }

    [Test]
    public async Task A_copy_whose_bits_were_flipped_is_made_anew_before_anything_is_removed_for_it()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await cold.Store.Tiering.RunAsync();
        var archive = cold.Store.Parts.Tiering!.Archive!;
        var copy = archive.FileOf(cold.First);
        var bytes = await File.ReadAllBytesAsync(copy);
        bytes[99] ^= 4;
        await File.WriteAllBytesAsync(copy, bytes);

        await archive.StoreAsync(cold.First, default);

        await CheckSumAsync($"{copy}.sha256");
    }

    [Test]
    public async Task A_file_that_is_damaged_is_not_archived([Values(DamagedFile.FlippedBit, DamagedFile.Truncated, DamagedFile.Missing)] DamagedFile damage)
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        Damages.Apply(cold, damage);

        var run = await cold.Store.Tiering.RunAsync();

        Assert.That(run.Failed.Select(f => (f.Step.Partition, f.Cause.GetType())), Is.EqualTo(new[] { ("20240305", typeof(StoreCorruptException)) }));
        Assert.That(Names(cold), Has.Count.EqualTo(4).And.None.Contain("20240305"));
    }

    [Test]
    public async Task A_crash_while_a_file_is_copied_leaves_none_that_is_taken_for_a_copy()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true, options => options.Tiering.Reached = point =>
        {
            if (point == TieringPoint.Archived)
            {
                throw new InvalidOperationException("crash");
            }
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => (Task)cold.Store.Tiering.RunAsync());
        Assert.That(Names(cold), Has.Count.EqualTo(2));

        await cold.ReopenAsync();
        Assert.That(await cold.Store.Tiering.PlanAsync(), Has.Count.EqualTo(2), "the one that was copied is there");
    }

    private static List<string> Names(ColdStore cold) =>
        [.. Directory.EnumerateFiles(cold.ArchiveFolder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(cold.ArchiveFolder, f)).Order(StringComparer.Ordinal)];

    private static async Task CheckSumAsync(string sums)
    {
        if (OperatingSystem.IsLinux())
        {
            var start = new ProcessStartInfo("sha256sum", ["--check", "--status", Path.GetFileName(sums)]) { WorkingDirectory = Path.GetDirectoryName(sums) };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero, sums);
        }
    }
}
