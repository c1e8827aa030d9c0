using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Storage.Verification;

namespace TradeStore.Tests.Verification;

/// <summary>Which files are looked at before they are read, what is noticed then, and how long that is known.</summary>
internal sealed class FirstUseTests
{
    [Test]
    public async Task Files_whose_names_were_exchanged_are_each_named_and_the_rest_is_readable([Values] bool isOpen)
    {
        await using var cold = await ColdStore.OpenAsync();
        var (first, second) = (cold.First, cold.Segments[1]);
        if (isOpen)
        {
            // As they are in a store that was not copied in an instant.
            File.SetLastWriteTimeUtc(cold.FirstFile, File.GetLastWriteTimeUtc(cold.FirstFile).AddSeconds(-1));
            await cold.AllIsReadableAsync();
            Exchange();
        }
        else
        {
            await cold.ReopenAsync(Exchange);
        }

        foreach (var (day, segment) in new[] { (ColdStore.FirstDay, first), (ColdStore.SecondDay, second) })
        {
            foreach (var (path, count) in cold.Reads(day))
            {
                var error = await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)count(), path);
                Assert.That(error!.Message, Does.Contain(segment.File!), path);
            }
        }

        foreach (var (path, count) in cold.Reads(ColdStore.WarmDay))
        {
            Assert.That(await count(), Is.EqualTo(ColdStore.TicksOfADay), path);
        }

        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.EqualTo(2));
        await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)cold.Store.Backtests.FingerprintAsync(["market_ticks"], ColdStore.FirstDay, ColdStore.SecondDay));
        await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)cold.Store.Ticks.LatestAsync("NASDAQ", "MSFT", TickKind.Trade));

        void Exchange()
        {
            var (one, other) = (cold.FullPath(first), cold.FullPath(second));
            File.Move(one, $"{one}.aside");
            File.Move(other, one);
            File.Move($"{one}.aside", other);
        }
    }

    [Test]
    public async Task A_file_of_an_older_generation_is_not_the_one_that_was_written()
    {
        await using var cold = await ColdStore.OpenAsync();
        var older = await File.ReadAllBytesAsync(cold.FirstFile);
        await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.FirstDay, 10, first: 5000));
        Assert.That((await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay)).Done, Has.Count.EqualTo(1));
        var newer = cold.FirstFile;
        var length = (int)new FileInfo(newer).Length;
        Damages.Replace(newer, older.Length <= length ? Damages.Lengthened(older, length) : older);

        await cold.FirstDayIsLostAsync(cold.First.File!);
    }

    [Test]
    public async Task Once_a_read_has_met_the_damage_every_read_of_the_file_fails_and_health_says_so_now_and_after()
    {
        await using var cold = await ColdStore.OpenAsync();
        var file = cold.First.File!;
        await cold.ReopenAsync(() => Flip(cold));
        Assert.That(await SumOfSizes(cold), Is.Positive, "nobody has read those bytes yet");
        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.Zero);

        await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)cold.Store.Ticks.GetAsync(new TickQuery { From = ColdStore.FirstDay, To = ColdStore.SecondDay }));

        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.EqualTo(1));
        Assert.That(cold.First.State, Is.EqualTo(SegmentState.Damaged), "it is in the manifest when the read has failed");
        await IsLostAsync();
        await cold.ReopenAsync();
        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.EqualTo(1));
        Assert.That(cold.Store.OpenReport.Findings.Single(), Does.Contain(file).And.Contain("SHA-256"));
        await IsLostAsync();
        Flip(cold);
        await IsLostAsync();
        Assert.That((await cold.Store.RepairAsync()).Results.Single().Outcome, Is.EqualTo(RepairOutcome.FoundInPlace));
        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.Zero);
        await cold.AllIsReadableAsync();

        async Task IsLostAsync()
        {
            Assert.That((await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)SumOfSizes(cold)))!.Message, Does.Contain(file));
            Assert.That((await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)cold.Store.QueryAsync<long>("SELECT count(*) FROM market_ticks")))!.Message, Does.Contain(file));
            await cold.FirstDayIsLostAsync(file);
        }
    }

    [Test]
    public async Task What_a_stream_or_tiering_has_met_is_known_to_all([Values] bool isStream)
    {
        await using var cold = await ColdStore.OpenAsync();
        await cold.ReopenAsync(() => Flip(cold));

        if (isStream)
        {
            await Assert.ThrowsAsync<StoreCorruptException>(() => (Task)cold.Reads(ColdStore.FirstDay).Single(r => r.Path == "stream").Count());
        }
        else
        {
            await cold.Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.FirstDay, 10, first: 5000));
            Assert.That((await cold.Store.Tiering.ExportAsync("market_ticks", ColdStore.FirstDay, ColdStore.SecondDay)).Failed, Has.Count.EqualTo(1));
        }

        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.EqualTo(1));
        Assert.That(cold.First.State, Is.EqualTo(SegmentState.Damaged));
        await cold.FirstDayIsLostAsync(cold.First.File!);
    }

    [Test]
    public async Task A_file_that_is_only_missing_is_read_again_when_it_is_back()
    {
        await using var cold = await ColdStore.OpenAsync();
        var path = cold.FirstFile;
        File.Move(path, Path.Combine(cold.Root, "away.parquet"));
        await cold.FirstDayIsLostAsync(cold.First.File!);
        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.EqualTo(1));

        File.Move(Path.Combine(cold.Root, "away.parquet"), path);

        await cold.AllIsReadableAsync();
        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.Zero);
    }

    [Test]
    public async Task A_file_is_looked_at_once_and_again_when_it_was_changed()
    {
        await using var cold = await ColdStore.OpenAsync();
        var (segment, path) = (cold.First, cold.FirstFile);
        var file = segment.Cold!.Anew();
        Assert.That(file.Check(segment), Is.Null);
        var (bytes, written) = (await File.ReadAllBytesAsync(path), File.GetLastWriteTimeUtc(path));
        Array.Fill(bytes, (byte)0xA5, bytes.Length - 600, 600);
        await File.WriteAllBytesAsync(path, bytes);
        File.SetLastWriteTimeUtc(path, written);

        Assert.That(file.Check(segment), Is.Null, "its footer is not read a second time");
        File.SetLastWriteTimeUtc(path, written.AddTicks(10));
        Assert.That(file.Check(segment)!.Kind, Is.EqualTo(FileDamageKind.WrongChecksum));
        Assert.That(file.Damage, Is.Not.Null);
    }

    [Test]
    public async Task Only_files_that_a_read_uses_are_looked_at()
    {
        await using var cold = await ColdStore.OpenAsync();
        await cold.ReopenAsync(() => Damages.Apply(cold, DamagedFile.OfAnotherStore));

        foreach (var (path, count) in cold.Reads(ColdStore.SecondDay).Concat(cold.Reads(ColdStore.WarmDay)))
        {
            Assert.That(await count(), Is.EqualTo(ColdStore.TicksOfADay), path);
        }

        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.Zero);
    }

    [Test]
    public async Task Damage_that_is_known_survives_an_engine_that_is_opened_again_without_its_log()
    {
        await using var cold = await ColdStore.OpenAsync();
        cold.First.Cold!.Note(new FileDamage(FileDamageKind.WrongChecksum, "is not what was written."));

        cold.Store.Parts.Maps!.Reset(TierMap.Empty.Replace([], [.. cold.Segments.Select(s => s with { Cold = s.Cold?.Anew() })]));

        Assert.That(cold.Store.GetHealth().DamagedFiles, Is.EqualTo(1));
    }

    // In the first column's values: the engine notices when it unpacks these.
    private static void Flip(ColdStore cold)
    {
        var bytes = File.ReadAllBytes(cold.FirstFile);
        bytes[100] ^= 0xFF;
        Damages.Replace(cold.FirstFile, bytes);
    }

    private static async Task<long> SumOfSizes(ColdStore cold) => (await cold.Store.QueryAsync<long>("SELECT sum(bid_size)::BIGINT FROM market_ticks"))[0];
}
