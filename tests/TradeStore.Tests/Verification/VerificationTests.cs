using TradeStore.Hosting;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Verification;

namespace TradeStore.Tests.Verification;

internal sealed class VerificationTests
{
    [Test]
    public async Task A_sound_store_is_sound_at_every_level([Values] VerificationLevel level)
    {
        await using var cold = await ColdStore.OpenAsync();
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.FirstDay, 10, first: 5000));
        var progress = new List<VerificationProgress>();

        var report = await cold.Store.VerifyAsync(level, new Listener(progress.Add));

        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.IsSound, Is.True);
        Assert.That(report.Level, Is.EqualTo(level));
        Assert.That(report.Segments, Is.GreaterThanOrEqualTo(4));
        Assert.That(report.Rows, Is.EqualTo((3 * ColdStore.TicksOfADay) + ColdStore.Bars));
        Assert.That(report.Bytes, Is.GreaterThanOrEqualTo(new FileInfo(cold.FirstFile).Length));
        Assert.That(progress, Has.Count.EqualTo(report.Segments));
        Assert.That(progress[^1], Is.EqualTo(new VerificationProgress { Segments = report.Segments, TotalSegments = report.Segments, Bytes = report.Bytes, TotalBytes = report.Bytes, Findings = 0 }));
        Assert.That(cold.Store.GetHealth().LastVerification, Is.SameAs(report));
    }

    [Test]
    public async Task Every_damage_is_found_at_the_level_that_looks_for_it(
        [Values] DamagedFile damage, [Values] VerificationLevel level)
    {
        await using var cold = await ColdStore.OpenAsync();
        var file = cold.First.File!;
        Damages.Apply(cold, damage);

        var report = await cold.Store.VerifyAsync(level);

        var expected = damage switch
        {
            DamagedFile.Missing or DamagedFile.Folder or DamagedFile.DanglingLink or DamagedFile.LinkToItself or DamagedFile.Link or DamagedFile.LinkedFolder => VerificationFindingKind.MissingFile,
            DamagedFile.FlippedBit or DamagedFile.GarbageAtTheEnd or DamagedFile.OfAnotherDay or DamagedFile.OfAnotherStore => VerificationFindingKind.WrongChecksum,
            _ => VerificationFindingKind.WrongSize,
        };
        if (damage == DamagedFile.FlippedBit && level == VerificationLevel.Files)
        {
            Assert.That(report.IsSound, Is.True, "length and footer are right");
            return;
        }

        Assert.That(report.IsSound, Is.False);
        Assert.That(report.Findings.Select(f => (f.Kind, f.Table, f.Partition, f.File)), Is.EqualTo(new[] { (expected, "market_ticks", "20240305", file) }));
        Assert.That(new FileInfo(cold.FirstFile) is { LinkTarget: not null } or { Exists: true }, Is.EqualTo(damage is DamagedFile.DanglingLink or DamagedFile.LinkToItself or DamagedFile.Link or DamagedFile.LinkedFolder), "a link is left alone");
        Assert.That(report.Findings[0].MovedTo is null, Is.EqualTo(expected is VerificationFindingKind.MissingFile));
        await cold.FirstDayIsLostAsync(file);
    }

    [Test]
    public async Task A_damaged_file_goes_to_quarantine_with_the_reason_beside_it_and_stays_there()
    {
        await using var cold = await ColdStore.OpenAsync();
        var file = cold.First.File!;
        Damages.Apply(cold, DamagedFile.FlippedBit);
        var bytes = await File.ReadAllBytesAsync(cold.FirstFile);

        var finding = (await cold.Store.VerifyAsync(VerificationLevel.Checksums)).Findings.Single();

        var moved = Path.Combine(cold.Root, finding.MovedTo!);
        Assert.That(Path.GetFileName(moved), Does.EndWith(Path.GetFileName(file)));
        Assert.That(await File.ReadAllTextAsync($"{moved}.reason.txt"), Does.Contain(file).And.Contain("20240305").And.Contain("SHA-256"));
        await cold.ReopenAsync();
        Assert.That(await File.ReadAllBytesAsync(moved), Is.EqualTo(bytes), "opening sweeps nothing in quarantine");
        Assert.That(cold.Store.OpenReport.Findings, Has.Count.EqualTo(1).And.One.Contain(file));
        await cold.FirstDayIsLostAsync(file);

        var health = cold.Store.GetHealth();
        Assert.That(health.DamagedFiles, Is.EqualTo(1));
        var again = await cold.Store.VerifyAsync(VerificationLevel.Files);
        Assert.That(again.Findings.Select(f => f.Kind), Is.EqualTo(new[] { VerificationFindingKind.KnownDamage }));
        Assert.That(HealthThresholds.Judge(cold.Store.GetHealth()).Reasons, Has.Exactly(1).Contain("RepairAsync").And.Exactly(1).Contain("verification"));
    }

    [Test]
    public async Task A_crash_between_the_mark_and_the_move_leaves_a_file_that_nobody_reads_and_the_next_verification_moves()
    {
        await using var cold = await ColdStore.OpenAsync();
        var (first, path) = (cold.First, cold.FirstFile);
        Damages.Apply(cold, DamagedFile.FlippedBit);
        await cold.Store.Parts.Tiering!.AskAsync(writer =>
        {
            writer.Changes.Replace([first], [first with { State = SegmentState.Damaged, Damage = "is not what was written." }]);
            return true;
        });
        await cold.ReopenAsync();

        Assert.That(File.Exists(path), Is.True, "the file of a damaged segment is not swept");
        await cold.FirstDayIsLostAsync(first.File!);
        var finding = (await cold.Store.VerifyAsync(VerificationLevel.Files)).Findings.Single();
        Assert.That(finding.Kind, Is.EqualTo(VerificationFindingKind.KnownDamage));
        Assert.That(File.Exists(Path.Combine(cold.Root, finding.MovedTo!)), Is.True);
        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public async Task A_mark_that_a_crash_undid_leaves_a_missing_file_which_no_read_passes_over()
    {
        await using var cold = await ColdStore.OpenAsync();
        var file = cold.First.File!;
        await cold.ReopenAsync(() => File.Move(cold.FirstFile, Path.Combine(cold.Root, "moved.parquet")));

        await cold.FirstDayIsLostAsync(file);
    }

    [Test]
    public async Task Rows_that_are_gone_or_changed_in_the_database_are_found_by_their_content([Values("gone", "changed", "exchanged")] string change)
    {
        await using var cold = await ColdStore.OpenAsync();
        var warm = cold.Segments[2];
        await cold.ReopenAsync(() => WarmDamage.Run(cold.Root, change switch
        {
            "gone" => $"DELETE FROM {warm.Location} WHERE rowid = 5",
            "changed" => $"UPDATE {warm.Location} SET bid_size = bid_size + 1 WHERE rowid = 5",
            _ => $"UPDATE {warm.Location} AS t SET bid_price = o.bid_price FROM (SELECT rowid AS r, bid_price FROM {warm.Location}) AS o WHERE t.rowid IN (5, 6) AND o.r = 11 - t.rowid",
        }));

        Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Checksums)).IsSound, Is.True);
        var finding = (await cold.Store.VerifyAsync(VerificationLevel.Content)).Findings.Single();

        Assert.That((finding.Kind, finding.Partition, finding.File), Is.EqualTo((VerificationFindingKind.WrongContent, "20240307", warm.Location)));
        Assert.That(finding.What, Does.Contain(change == "gone" ? "2,999 rows instead of 3,000" : "values of its rows"));
        Assert.That(finding.MovedTo, Is.Null);
        Assert.That(await cold.Store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { (3L * ColdStore.TicksOfADay) - (change == "gone" ? 1 : 0) }), "it is told, and read as it is");
    }

    [Test]
    public async Task Files_and_tables_that_nobody_names_are_told_and_do_no_harm()
    {
        await using var cold = await ColdStore.OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(cold.Root, "cold", "market_ticks", "notes.txt"), "?");
        using (var session = cold.Store.Parts.Database!.Connect())
        {
            session.Execute("CREATE TABLE warm.\"market_ticks_20240305_0\" (i INTEGER)");
        }

        var report = await cold.Store.VerifyAsync(VerificationLevel.Files);

        Assert.That(report.Findings.Select(f => (f.Kind, f.File)), Is.EqualTo(new[]
        {
            (VerificationFindingKind.UnknownFile, "cold/market_ticks/notes.txt"),
            (VerificationFindingKind.UnknownTable, "warm.\"market_ticks_20240305_0\""),
        }));
        Assert.That(report.IsSound, Is.True);
        await cold.ReopenAsync();
        Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Files)).Findings.Select(f => f.Kind), Is.EqualTo(new[] { VerificationFindingKind.UnknownFile }), "the table was the store's, and dropped; the file is not");
        Assert.That(cold.Store.OpenReport.Findings.Single(), Does.Contain("cold/market_ticks/notes.txt"));
    }

    [Test]
    public async Task What_has_left_and_waits_for_a_read_to_end_is_no_finding()
    {
        await using var cold = await ColdStore.OpenAsync();
        await cold.ReopenAsync();
        var file = cold.FirstFile;
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.FirstDay, 10, first: 5000));
        using (cold.Store.Parts.Maps!.Pin())
        {
            await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay);
            await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.WarmDay, ColdStore.WarmDay.AddDays(1));

            Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Files)).Findings, Is.Empty);
            Assert.That(File.Exists(file), Is.True);
        }
    }

    [Test]
    public async Task Beside_tiering_reads_and_writes_a_verification_finds_nothing()
    {
        await using var cold = await ColdStore.OpenAsync();
        var tiering = Task.Run(async () =>
        {
            for (var round = 0; round < 6; round++)
            {
                await cold.Store.Ticks.AppendAsync([.. ColdStore.Ticks(ColdStore.FirstDay, 20, first: 6000 + (20 * round)), .. ColdStore.Ticks(ColdStore.WarmDay, 20, first: 6000 + (20 * round))]);
                await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.WarmDay.AddDays(1));
                await cold.Store.Tiering.RestoreAsync("market_ticks", ColdStore.WarmDay, ColdStore.WarmDay.AddDays(1));
                await cold.Store.CheckpointAsync();
            }
        });
        var verifications = 0;
        do
        {
            Assert.That((await cold.Store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
            verifications++;
        }
        while (!tiering.IsCompleted);

        await tiering;
        Assert.That(verifications, Is.GreaterThan(1));
        Assert.That(await cold.Store.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { (3L * ColdStore.TicksOfADay) + 240 }));
    }

    [Test]
    public async Task A_verification_is_cancelled()
    {
        await using var cold = await ColdStore.OpenAsync();
        using var cancelled = new CancellationTokenSource();

        await Assert.CatchAsync<OperationCanceledException>(() => (Task)cold.Store.VerifyAsync(VerificationLevel.Independent, new Listener(_ => cancelled.Cancel()), cancelled.Token));

        Assert.That(cold.Store.GetHealth().LastVerification, Is.Null);
    }

    [Test]
    public async Task Closing_the_store_ends_a_verification()
    {
        await using var cold = await ColdStore.OpenAsync();
        var closing = Task.CompletedTask;

        await Assert.CatchAsync<Exception>(() => (Task)cold.Store.VerifyAsync(VerificationLevel.Content, new Listener(_ => closing = cold.Store.DisposeAsync().AsTask())));

        await closing;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => (Task)cold.Store.VerifyAsync(VerificationLevel.Files));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => (Task)cold.Store.RepairAsync());
    }

    private sealed class Listener(Action<VerificationProgress> told) : IProgress<VerificationProgress>
    {
        public void Report(VerificationProgress value) => told(value);
    }
}
