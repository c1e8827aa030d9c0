using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Verification;

/// <summary>What is read of a partition whose file is damaged: an error that names it, never fewer rows.</summary>
internal sealed class DamagedFileTests
{
    [Test]
    public async Task Every_read_of_a_file_that_is_not_the_one_that_was_written_names_partition_and_file_and_all_else_is_readable(
        [Values(DamagedFile.Missing, DamagedFile.Truncated, DamagedFile.Empty, DamagedFile.GarbageAtTheEnd, DamagedFile.OfAnotherTable,
            DamagedFile.OfAnotherDay, DamagedFile.Appended, DamagedFile.OfAnotherStore, DamagedFile.Folder, DamagedFile.DanglingLink,
            DamagedFile.LinkToItself, DamagedFile.Link, DamagedFile.LinkedFolder)] DamagedFile damage, [Values] bool isOpen)
    {
        await using var cold = await ColdStore.OpenAsync();
        var file = cold.First.File!;
        if (isOpen)
        {
            await cold.AllIsReadableAsync();
            Damages.Apply(cold, damage);
        }
        else
        {
            await cold.ReopenAsync(() => Damages.Apply(cold, damage));
            Assert.That(cold.Store.OpenReport.Findings, damage is DamagedFile.GarbageAtTheEnd or DamagedFile.OfAnotherDay or DamagedFile.OfAnotherStore ? Is.Empty : Has.Some.Contain(file));
        }

        await cold.FirstDayIsLostAsync(file);
        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.EqualTo(1));
    }

    [Test]
    public async Task A_table_of_which_live_state_is_read_does_not_keep_the_store_from_opening_when_its_file_is_damaged(
        [Values(DamagedFile.Missing, DamagedFile.Truncated, DamagedFile.GarbageAtTheEnd)] DamagedFile damage)
    {
        using var folder = new TemporaryFolder();
        string file;
        await using (var store = await Quick.OpenAsync(folder))
        {
            await store.Bots.RegisterAsync(Some.Bot("b"));
            await store.Signals.RecordAsync(new Signal { BotId = "b", Symbol = "AAPL", Timestamp = Some.Day, Action = TradeAction.Buy, Valid = true });
            await store.Tiering.ExportAsync("signals", Some.Day.AddDays(-40), Some.Day.AddDays(40));
            file = store.Parts.Maps!.Current.Segments(SignalTable.Definition).Single().File!;
        }

        var path = Path.Combine(folder.Path, file);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        if (damage != DamagedFile.Missing)
        {
            await File.WriteAllBytesAsync(path, damage == DamagedFile.Truncated ? bytes[..100] : [.. bytes[..^300], .. new byte[300]]);
        }

        await using var reopened = await Quick.OpenAsync(folder);
        Assert.That(reopened.OpenReport.Findings, Has.Count.EqualTo(1));
        Assert.That(reopened.OpenReport.Findings[0], Does.Contain(file));
        await reopened.Ticks.AppendAsync(Some.Quote(1));
        Assert.That(await reopened.QueryAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(new[] { 1L }));
        await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)reopened.QueryAsync<long>("SELECT count(*) FROM signals"));
    }

    [Test]
    public async Task What_is_wrong_in_a_callers_own_SQL_is_no_damage()
    {
        await using var cold = await ColdStore.OpenAsync();

        await Assert.ThrowsAsync<InvalidQueryException>(() => (Task)cold.Store.QueryAsync<long>("SELECT nothing FROM market_ticks"));
        var error = await Assert.ThrowsAsync<TradeStoreException>(() => (Task)cold.Store.QueryAsync<long>("SELECT error('mine') FROM market_ticks"));
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.QueryFailed));
        Assert.That(error.Message, Does.Contain("mine"));
    }

    [Test]
    public async Task A_damaged_partition_ages_no_further_and_keeps_no_other_from_aging()
    {
        await using var cold = await ColdStore.OpenAsync();
        await cold.Store.Ticks.AppendAsync([.. ColdStore.Ticks(ColdStore.FirstDay, 10, first: 5000), .. ColdStore.Ticks(ColdStore.SecondDay, 10, first: 5000)]);
        Damages.Apply(cold, DamagedFile.Truncated);

        var report = await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.WarmDay);

        Assert.That(report.Failed.Select(f => (f.Step.Partition, f.Cause.GetType())), Is.EqualTo(new[] { ("20240305", typeof(StoreCorruptException)) }));
        Assert.That(report.Done.Select(d => d.Step.Partition), Is.EqualTo(new[] { "20240306" }));
    }

    [Test]
    public async Task A_table_of_the_database_that_is_gone_or_whose_blocks_are_damaged_is_named([Values] bool isGone)
    {
        await using var cold = await ColdStore.OpenAsync();
        var warm = cold.Segments[2];
        await cold.ReopenAsync(() => WarmDamage.Apply(cold.Root, warm, isGone));

        var error = await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)cold.Store.Ticks.GetAsync("NASDAQ", "AAPL", ColdStore.WarmDay, ColdStore.WarmDay.AddDays(1)));

        Assert.That(error!.Message, Does.Contain("20240307").And.Contain(warm.Location));
        Assert.That(cold.Store.GetHealth().DamagedTables, Is.EqualTo(1));
        await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)cold.Store.QueryAsync<long>("SELECT count(*) FROM market_ticks"));
        Assert.That(await cold.Store.Ticks.GetAsync("NASDAQ", "AAPL", ColdStore.FirstDay, ColdStore.SecondDay), Has.Count.EqualTo(ColdStore.TicksOfADay * 2 / 3));
        var report = await cold.Store.VerifyAsync(TradeStore.Storage.Verification.VerificationLevel.Content);
        Assert.That(
            report.Findings.Select(f => (f.Kind, f.File)),
            Is.EqualTo(new[] { (isGone ? TradeStore.Storage.Verification.VerificationFindingKind.MissingTable : TradeStore.Storage.Verification.VerificationFindingKind.Unreadable, warm.Location) }));
    }

    [Test]
    public async Task A_table_in_which_a_read_has_met_damage_answers_none_of_its_times_whatever_is_asked_for()
    {
        await using var cold = await ColdStore.OpenAsync();
        cold.Segments[2].TableDamage.Note(new InvalidOperationException("a block is damaged"));

        foreach (var (path, count) in cold.Reads(ColdStore.WarmDay))
        {
            var error = await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)count(), path);
            Assert.That(error!.Message, Does.Contain("20240307").And.Contain("a block is damaged"), path);
        }

        foreach (var (path, count) in cold.Reads(ColdStore.SecondDay))
        {
            Assert.That(await count(), Is.EqualTo(ColdStore.TicksOfADay), path);
        }
    }
}
