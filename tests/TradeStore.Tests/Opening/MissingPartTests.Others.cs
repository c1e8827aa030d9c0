using TradeStore.Storage.Configuration;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Opening;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

internal sealed partial class MissingPartTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task The_database_is_gone(bool isMissing)
    {
        foreach (var policy in Enum.GetValues<DamagePolicy>())
        {
            var folder = await KilledAsync();
            File.Delete(folder.Database + ".wal");
            Cut(folder.Database, 0);
            if (isMissing)
            {
                File.Delete(folder.Database);
            }

            var error = await IsRefusedAsync(folder, policy);
            Assert.That(error.Message, Does.Contain(isMissing ? "is missing" : "is empty").And.Contain("journal/").And.Contain("store.mark"));
        }
    }

    [Test]
    public async Task The_database_has_lost_its_tables()
    {
        var folder = await KilledAsync();
        File.Delete(folder.Database);
        using (TradeStore.DuckDb.Engine.DuckDbInstance.Open(folder.Database))
        {
        }

        await IsRefusedAsync(folder, DamagePolicy.AcceptDataLoss);
    }

    [TestCase("missing")]
    [TestCase("is damaged")]
    [TestCase("older")]
    [TestCase("belongs to the store")]
    public async Task The_mark_does_not_fit(string what)
    {
        var isLate = what is "older" or "belongs to the store";
        var folder = await KilledAsync();
        File.Delete(folder.Mark);
        var parted = await Kept.Value;
        if (what == "is damaged")
        {
            await File.WriteAllBytesAsync(folder.Mark, new byte[8192]);
        }

        else if (isLate)
        {
            folder = parted.Copy(parted.Late);
            File.Copy(new StoreFolder(what == "older" ? parted.Closed : (await Another.Value).Closed).Mark, folder.Mark, overwrite: true);
        }

        var last = isLate ? 80 : 60;
        var error = await IsRefusedAsync(folder);
        Assert.That(error.Message, Does.Contain(what).And.Contain("whether the journal is there to its end cannot be told"));
        await using (var store = await Store.OpenAsync(folder.Root, PartedStore.Options(onDamage: DamagePolicy.AcceptDataLoss)))
        {
            Assert.That(store.OpenReport.Lost, Is.Empty);
            Assert.That(await PartedStore.BatchesAsync(store), Is.EqualTo(PartedStore.Numbers(1, last)));
        }

        await OpensWholeAsync(folder, last);
    }

    [Test]
    public async Task A_mark_and_the_journals_end_that_are_lost_together_leave_open_what_came_after_the_database([Values] bool isOlder)
    {
        // The database holds 60 batches then, and the journal of the older image ends at 20.
        var folder = (await Kept.Value).Copy((await Kept.Value).Late);
        Directory.Delete(folder.Journal, recursive: true);
        FolderImage.Copy(new StoreFolder((await Kept.Value).Closed).Journal, folder.Journal);
        File.Delete(folder.Mark);
        if (isOlder)
        {
            File.Copy(new StoreFolder((await Kept.Value).Closed).Mark, folder.Mark);
        }

        await IsRefusedAsync(folder, DamagePolicy.Refuse);
        await using var store = await Store.OpenAsync(folder.Root, PartedStore.Options(onDamage: DamagePolicy.AcceptDataLoss));
        Assert.That(store.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(61, long.MaxValue) }));
        Assert.That(store.OpenReport.Findings, Has.None.Contains("nothing is missing"));
        Assert.That(await PartedStore.BatchesAsync(store), Is.EqualTo(PartedStore.Numbers(1, 60)));
    }

    [Test]
    public async Task Neither_journal_nor_mark_are_there()
    {
        var folder = await KilledAsync();
        Directory.Delete(folder.Journal, recursive: true);
        File.Delete(folder.Mark);
        Assert.That((await IsRefusedAsync(folder)).Message, Does.Contain("sequence 21 and later"));
        await using (var store = await Store.OpenAsync(folder.Root, PartedStore.Options(onDamage: DamagePolicy.AcceptDataLoss)))
        {
            Assert.That(store.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(21, long.MaxValue) }));
            await PartedStore.AppendAsync(store, 21, 22, Some.Day.AddDays(3));
        }

        await OpensWholeAsync(folder, 22);
    }

    [Test]
    public async Task A_link_or_a_folder_in_the_place_of_a_file_is_as_good_as_no_file([Values("store.mark", "store.duckdb.wal", "journal")] string name, [Values] bool isLink)
    {
        var folder = await KilledAsync();
        var path = name == "journal" ? PartedStore.Segments(folder)[^1].File : Path.Combine(folder.Root, name);
        var lostFrom = name == "journal" ? PartedStore.Segments(folder)[^1].First : 61;
        var outside = folder.Root + ".outside";
        await File.WriteAllTextAsync(outside, "precious");
        File.Delete(path);
        if (isLink)
        {
            File.CreateSymbolicLink(path, outside);
        }
        else
        {
            Directory.CreateDirectory(path);
        }

        if (name != "store.duckdb.wal")
        {
            await IsRefusedAsync(folder);
        }

        await using (var store = await Store.OpenAsync(folder.Root, PartedStore.Options(onDamage: DamagePolicy.AcceptDataLoss)))
        {
            Assert.That(store.OpenReport.Findings, Is.Not.Empty);
            Assert.That(await PartedStore.BatchesAsync(store), Is.EqualTo(PartedStore.Numbers(1, lostFrom - 1)));
            await PartedStore.AppendAsync(store, 61, 100, Some.Day.AddDays(3));
        }

        Assert.That(await File.ReadAllTextAsync(outside), Is.EqualTo("precious"));
        Assert.That(!isLink || FolderWalk.Of(folder.Root).Any(f => f.IsLink && new FileInfo(f.Path).LinkTarget == outside), "the link is somewhere still");
    }

    [Test]
    public async Task A_mark_that_was_torn_or_is_a_little_behind_is_none_to_speak_of()
    {
        var folder = await KilledAsync();
        var bytes = await File.ReadAllBytesAsync(folder.Mark);
        var (first, second) = (BitConverter.ToInt64(bytes, 32), BitConverter.ToInt64(bytes, 4096 + 32));
        bytes[first > second ? 56 : 4096 + 56] ^= 1;
        await File.WriteAllBytesAsync(folder.Mark, bytes);
        await OpensWholeAsync(folder, 60);
    }

    [Test]
    public async Task A_file_in_the_journals_folder_that_has_the_name_of_the_next_segment_is_in_nobodys_way([Values] bool isFolder, [Values("", ".new")] string suffix)
    {
        var folder = await KilledAsync();
        var path = Path.Combine(folder.Journal, JournalFileName.Of(61) + suffix);
        if (isFolder)
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            await File.WriteAllTextAsync(path, "mine");
        }

        await using (var store = await Store.OpenAsync(folder.Root, PartedStore.Options()))
        {
            await PartedStore.AppendAsync(store, 61, 90, Some.Day.AddDays(3));
            Assert.That(store.OpenReport.SetAside.Select(Path.GetFileName), Has.Exactly(1).EndsWith(JournalFileName.Of(61) + suffix));
            Assert.That(isFolder || File.ReadAllText(store.OpenReport.SetAside[0]) == "mine");
        }

        await OpensWholeAsync(folder, 90);
    }

    [Test]
    public async Task After_a_power_cut_the_end_may_be_missing_where_acknowledgements_did_not_wait_for_the_disk([Values] bool isFlushed)
    {
        var folder = await KilledAsync();
        var last = PartedStore.Segments(folder)[^1];
        File.Delete(last.File);
        var mark = StoreMarkFile.Read(folder.Mark)!.Value with { Boot = Guid.NewGuid(), State = isFlushed ? StoreMarkState.None : StoreMarkState.NotFlushed };
        File.Delete(folder.Mark);
        StoreMarkFile.Create(folder.Mark, folder.UnfinishedMark, mark);
        if (isFlushed)
        {
            await IsLostAsync(folder, last.First, 60);
            return;
        }

        await using var store = await Store.OpenAsync(folder.Root, PartedStore.Options());
        Assert.That(store.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(last.First, 60) }));
        Assert.That(store.OpenReport.Findings, Has.Some.Contains("was started anew"));
        Assert.That(await PartedStore.BatchesAsync(store), Is.EqualTo(PartedStore.Numbers(1, last.First - 1)));
    }
}
