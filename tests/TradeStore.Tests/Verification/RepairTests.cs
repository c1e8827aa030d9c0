using TradeStore.Storage.Tiering;
using TradeStore.Storage.Verification;

namespace TradeStore.Tests.Verification;

internal sealed class RepairTests
{
    // A folder is the owner's to move, and so is what lies behind a link.
    private static IEnumerable<DamagedFile> Movable => Enum.GetValues<DamagedFile>().Where(d => d is not DamagedFile.Folder and not DamagedFile.LinkedFolder);

    [Test]
    public async Task A_damaged_file_is_taken_back_from_the_archive([ValueSource(nameof(Movable))] DamagedFile damage, [Values] bool isVerifiedBefore)
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        Assert.That((await cold.Store.Tiering.RunAsync()).Failed, Is.Empty);
        var (file, bytes) = (cold.First.File!, await File.ReadAllBytesAsync(cold.FirstFile));
        Damages.Apply(cold, damage);
        if (isVerifiedBefore)
        {
            Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Checksums)).IsSound, Is.False);
        }

        var report = await cold.Store.RepairAsync();

        var isSeen = isVerifiedBefore || damage != DamagedFile.FlippedBit;
        Assert.That(report.Results.Select(r => (r.Outcome, r.Table, r.Partition, r.File)), Is.EqualTo(isSeen ? [(RepairOutcome.Restored, "market_ticks", "20240305", file)] : Array.Empty<(RepairOutcome, string, string, string)>()));
        Assert.That(report.IsWhole, Is.True);
        if (isSeen)
        {
            Assert.That(await File.ReadAllBytesAsync(cold.FirstFile), Is.EqualTo(bytes));
            await cold.AllIsReadableAsync();
            Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Content)).Findings, Is.Empty);
            Assert.That(cold.Store.GetHealth().DamagedFiles, Is.Zero);
            await cold.ReopenAsync();
            await cold.AllIsReadableAsync();
            Assert.That((await cold.Store.RepairAsync()).Results, Is.Empty);
        }
    }

    [Test]
    public async Task What_stands_in_a_files_way_and_is_not_the_stores_is_named_and_left_alone(
        [Values("folder", "file for a folder", "link for a folder", "no quarantine", "no staging")] string obstacle)
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await cold.Store.Tiering.RunAsync();
        var (path, bytes) = (cold.FirstFile, await File.ReadAllBytesAsync(cold.FirstFile));
        var standing = obstacle switch
        {
            "folder" => Path.Combine(path, "notes.txt"),
            "file for a folder" => Path.GetDirectoryName(path)!,
            "link for a folder" => Path.Combine(Directory.CreateDirectory(cold.Elsewhere).FullName, Path.GetFileName(path)),
            "no quarantine" => Path.Combine(cold.Root, "quarantine"),
            _ => Path.Combine(cold.Root, "staging"),
        };
        File.Delete(path);
        switch (obstacle)
        {
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "link for a folder":
                Directory.Delete(Path.GetDirectoryName(path)!);
                Directory.CreateSymbolicLink(Path.GetDirectoryName(path)!, cold.Elsewhere);
                break;
            case "no quarantine":
                await File.WriteAllBytesAsync(path, bytes[..100]);
                break;
            case "no staging":
                Directory.Delete(standing, recursive: true);
                break;
            default:
                Directory.Delete(standing);
                break;
        }

        await File.WriteAllTextAsync(standing, "mine");

        var result = (await cold.Store.RepairAsync()).Results.Single();

        Assert.That(result.Outcome, Is.EqualTo(RepairOutcome.Obstructed));
        Assert.That(result.What, Does.Contain(path));
        Assert.That(await File.ReadAllTextAsync(standing), Is.EqualTo("mine"));
        if (obstacle == "no quarantine")
        {
            Assert.That(new FileInfo(path).Length, Is.EqualTo(100), "it is kept while it has nowhere to go");
        }

        File.Delete(standing);
        if (obstacle == "folder")
        {
            Directory.Delete(path);
        }
        else if (obstacle == "link for a folder")
        {
            Directory.Delete(Path.GetDirectoryName(path)!);
        }

        Assert.That((await cold.Store.RepairAsync()).Results.Single().Outcome, Is.EqualTo(RepairOutcome.Restored));
        await cold.AllIsReadableAsync();
    }

    [Test]
    public async Task Without_an_archive_or_a_copy_in_it_the_report_says_so()
    {
        await using var cold = await ColdStore.OpenAsync();
        Damages.Apply(cold, DamagedFile.Missing);
        var none = (await cold.Store.RepairAsync()).Results.Single();
        Assert.That(none.Outcome, Is.EqualTo(RepairOutcome.NoArchive));

        await using var archived = await ColdStore.OpenAsync(hasArchive: true);
        Damages.Apply(archived, DamagedFile.Missing);
        var report = await archived.Store.RepairAsync();
        Assert.That(report.Results.Single().Outcome, Is.EqualTo(RepairOutcome.NotInArchive));
        Assert.That(report.IsWhole, Is.False);
    }

    [Test]
    public async Task A_copy_that_is_damaged_too_is_not_taken()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await cold.Store.Tiering.RunAsync();
        var file = cold.First.File!;
        var copy = Directory.EnumerateFiles(cold.ArchiveFolder, Path.GetFileName(file), SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(copy);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(copy, bytes);
        Damages.Apply(cold, DamagedFile.Missing);

        Assert.That((await cold.Store.RepairAsync()).Results.Single().Outcome, Is.EqualTo(RepairOutcome.ArchiveDamaged));
        Assert.That(Directory.EnumerateFiles(Path.Combine(cold.Root, "staging"), "*", SearchOption.AllDirectories), Is.Empty);
        await cold.FirstDayIsLostAsync(file);
    }

    [Test]
    public async Task A_file_that_somebody_put_back_is_taken_as_it_is()
    {
        await using var cold = await ColdStore.OpenAsync();
        var (path, bytes) = (cold.FirstFile, await File.ReadAllBytesAsync(cold.FirstFile));
        Damages.Apply(cold, DamagedFile.Truncated);
        await cold.Store.VerifyAsync(VerificationLevel.Files);
        await File.WriteAllBytesAsync(path, bytes);

        Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Files)).Findings.Single().What, Does.Contain("RepairAsync"));
        Assert.That((await cold.Store.RepairAsync()).Results.Single().Outcome, Is.EqualTo(RepairOutcome.FoundInPlace));
        await cold.AllIsReadableAsync();
    }

    [Test]
    public async Task After_a_repair_the_partition_ages_on()
    {
        await using var cold = await ColdStore.OpenAsync(hasArchive: true);
        await cold.Store.Tiering.RunAsync();
        Damages.Apply(cold, DamagedFile.Truncated);
        await cold.Store.VerifyAsync(VerificationLevel.Files);
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.FirstDay, 10, first: 5000));
        await cold.Store.RepairAsync();

        var report = await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay);

        Assert.That(report.Failed, Is.Empty);
        Assert.That(report.Done.Single().Rows, Is.EqualTo(ColdStore.TicksOfADay + 10));
        Assert.That(report.Done.Single().Step.Action, Is.EqualTo(TieringAction.Export));
    }
}
