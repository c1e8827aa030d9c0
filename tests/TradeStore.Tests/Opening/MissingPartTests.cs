using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Opening;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <summary>
/// A part of a store is missing, older, cut, exchanged or another store's. What is gone is refused by its sequence numbers with nothing changed, and listed exactly
/// when the store is opened without it; then the store goes on, and the next opening finds nothing.
/// </summary>
internal sealed partial class MissingPartTests
{
    private static readonly Lazy<Task<PartedStore>> Kept = new(() => PartedStore.MakeAsync(keepsJournal: true));
    private static readonly Lazy<Task<PartedStore>> LetGo = new(() => PartedStore.MakeAsync(keepsJournal: false));
    private static readonly Lazy<Task<PartedStore>> Another = new(() => PartedStore.MakeAsync(keepsJournal: true));

    [OneTimeTearDown]
    public static async Task Remove()
    {
        foreach (var made in new[] { Kept, LetGo, Another }.Where(m => m.IsValueCreated))
        {
            (await made.Value).Dispose();
        }
    }

    [Test]
    public async Task Undamaged_each_is_opened_whole([Values] bool keepsJournal)
    {
        var parted = await (keepsJournal ? Kept : LetGo).Value;
        foreach (var (image, last) in new[] { (parted.Closed, 20), (parted.Killed, 60), (parted.Late, 80) })
        {
            var folder = parted.Copy(image);
            await OpensWholeAsync(folder, last);
        }
    }

    [Test]
    public async Task The_journal_is_missing()
    {
        var folder = await KilledAsync();
        Directory.Delete(folder.Journal, recursive: true);
        await IsLostAsync(folder, 21, 60);
    }

    [Test]
    public async Task The_journal_is_empty()
    {
        var folder = await KilledAsync();
        PartedStore.Segments(folder).ForEach(s => File.Delete(s.File));
        await IsLostAsync(folder, 21, 60);
    }

    [Test]
    public async Task The_journal_is_older()
    {
        var folder = await KilledAsync();
        Directory.Delete(folder.Journal, recursive: true);
        FolderImage.Copy(new StoreFolder((await Kept.Value).Closed).Journal, folder.Journal);
        await IsLostAsync(folder, 21, 60);
    }

    [Test]
    public async Task The_journal_is_another_stores()
    {
        var folder = await KilledAsync();
        Directory.Delete(folder.Journal, recursive: true);
        FolderImage.Copy(new StoreFolder((await Another.Value).Late).Journal, folder.Journal);
        await IsLostAsync(folder, 21, 60);
    }

    [Test]
    public async Task The_last_segment_is_deleted()
    {
        var folder = await KilledAsync();
        var last = PartedStore.Segments(folder)[^1];
        File.Delete(last.File);
        var error = await IsLostAsync(folder, last.First, 60);
        Assert.That(error.Findings, Has.Some.Contains($"Its last segment was {Path.GetFileName(last.File)}, which is not there."));
    }

    [TestCase(0)]
    [TestCase(30)]
    [TestCase(64)]
    [TestCase(70)]
    public async Task The_last_segment_is_cut_to_almost_nothing(int length)
    {
        var folder = await KilledAsync();
        var last = PartedStore.Segments(folder)[^1];
        Cut(last.File, length);
        await IsLostAsync(folder, last.First, 60);
    }

    [Test]
    public async Task The_last_segment_is_cut_in_the_middle([Values(1, 2, 3)] int quarters)
    {
        var folder = await KilledAsync();
        var last = PartedStore.Segments(folder)[^1];
        var used = File.ReadAllBytes(last.File).AsSpan().LastIndexOfAnyExcept((byte)0);
        Cut(last.File, used * quarters / 4);
        var whole = JournalScan.Run(new JournalSettings { Folder = folder.Journal, StoreId = StoreMarkFile.Read(folder.Mark)!.Value.StoreId }).Report.LastSequence;
        Assert.That(whole, Is.InRange(last.First - 1, 59));
        await IsLostAsync(folder, whole + 1, 60);
    }

    [Test]
    public async Task The_last_two_segments_are_exchanged()
    {
        var folder = await KilledAsync();
        var segments = PartedStore.Segments(folder);
        Exchange(segments[^1].File, segments[^2].File);
        var error = await IsLostAsync(folder, Math.Max(21, segments[^2].First), 60);
        Assert.That(error.Findings, Has.Some.Contains("its name says"));
    }

    [Test]
    public async Task A_segment_in_the_middle_is_deleted()
    {
        var folder = await KilledAsync();
        var segments = PartedStore.Segments(folder);
        Assert.That(segments, Has.Count.GreaterThan(2));
        File.Delete(segments[^2].File);
        await IsLostAsync(folder, Math.Max(21, segments[^2].First), segments[^1].First - 1);
    }

    [Test]
    public async Task The_first_segments_are_deleted()
    {
        var folder = await KilledAsync();
        var segments = PartedStore.Segments(folder);
        var left = segments.FindIndex(s => s.First > 21);
        segments[..left].ForEach(s => File.Delete(s.File));
        await IsLostAsync(folder, 21, segments[left].First - 1);
    }

    [Test]
    public async Task The_database_is_older_and_the_journal_does_not_reach_back()
    {
        var parted = await LetGo.Value;
        var folder = parted.Copy(parted.Late);
        var first = PartedStore.Segments(folder)[0].First;
        Assert.That(first, Is.GreaterThan(21));
        File.Copy(new StoreFolder(parted.Closed).Database, folder.Database, overwrite: true);
        var cold = FolderImage.Of(folder.Cold);

        var error = await IsLostAsync(folder, 21, first - 1, cold);

        Assert.That(cold, Has.Count.EqualTo(2));
        Assert.That(error.Findings, Has.Some.Contains("The database file is older than the store"));
    }

    [Test]
    public async Task The_database_is_older_and_the_journal_makes_it_good()
    {
        var parted = await Kept.Value;
        var folder = parted.Copy(parted.Late);
        File.Copy(new StoreFolder(parted.Closed).Database, folder.Database, overwrite: true);
        var cold = FolderImage.Of(folder.Cold);
        await using (var store = await Store.OpenAsync(folder.Root, PartedStore.Options()))
        {
            Assert.That(store.OpenReport.Lost, Is.Empty);
            Assert.That(store.OpenReport.Findings, Has.Some.Contains("older than the store").And.Some.Contains("left alone, since another database"));
            Assert.That(await PartedStore.BatchesAsync(store), Is.EqualTo(PartedStore.Numbers(1, 80)));
        }

        Assert.That(FolderImage.Of(folder.Cold), Is.EqualTo(cold));
        await OpensWholeAsync(folder, 80, setAside: 1);
    }

    [Test]
    public async Task The_database_is_older_and_names_a_file_that_was_replaced_since()
    {
        var parted = await Kept.Value;
        var folder = parted.Copy(parted.Late);
        File.Copy(new StoreFolder(parted.Closed).Database, folder.Database, overwrite: true);
        File.Delete(Directory.EnumerateFiles(Path.Combine(folder.Cold, "market_ticks", "20240305")).Single());

        var error = await IsRefusedAsync(folder);
        Assert.That(error.Message, Does.Contain("names 1 files that are not there"));
    }

    [Test]
    public async Task The_database_is_of_another_store([Values] DamagePolicy policy, [Values] bool isMarkToo)
    {
        var folder = await KilledAsync();
        var other = new StoreFolder((await Another.Value).Killed);
        File.Copy(other.Database, folder.Database, overwrite: true);
        if (isMarkToo)
        {
            // The Parquet files say whose the folder is.
            File.Copy(other.Mark, folder.Mark, overwrite: true);
        }

        var error = await IsRefusedAsync(folder, policy);
        Assert.That(error.Message, Does.Contain("Put the right database back"));
    }

    private static async Task<StoreFolder> KilledAsync() => (await Kept.Value).Copy((await Kept.Value).Killed);

    private static async Task<StoreCorruptException> IsRefusedAsync(StoreFolder folder, DamagePolicy policy = DamagePolicy.Refuse)
    {
        var before = FolderImage.Of(folder.Root);
        var error = (await Assert.ThrowsAsync<StoreCorruptException>(() => Store.OpenAsync(folder.Root, PartedStore.Options(onDamage: policy))))!;
        Assert.That(FolderImage.Of(folder.Root), Is.EqualTo(before), "a refusal changes nothing");
        return error;
    }

    private static async Task<StoreCorruptException> IsLostAsync(StoreFolder folder, long from, long to, List<string>? cold = null)
    {
        var last = StoreMarkFile.Read(folder.Mark)!.Value.Acknowledged;
        var error = await IsRefusedAsync(folder);
        Assert.That(error.Message, Does.Contain(from == to ? $"sequence {from} are" : $"sequence {from} to {to} are"));
        var expected = PartedStore.Numbers(1, last).Except(PartedStore.Numbers(from, to)).ToList();
        await using (var store = await Store.OpenAsync(folder.Root, PartedStore.Options(onDamage: DamagePolicy.AcceptDataLoss)))
        {
            Assert.That(store.OpenReport.Lost, Is.EqualTo(new[] { new LostSequences(from, to) }));
            Assert.That(await PartedStore.BatchesAsync(store), Is.EqualTo(expected));
            Assert.That(cold ?? FolderImage.Of(folder.Cold), Is.EqualTo(FolderImage.Of(folder.Cold)));
            await PartedStore.AppendAsync(store, (int)last + 1, (int)last + 40, Some.Day.AddDays(3));
        }

        await using var again = await Store.OpenAsync(folder.Root, PartedStore.Options());
        Assert.That(again.OpenReport.Lost, Is.Empty);
        Assert.That(await PartedStore.BatchesAsync(again), Is.EqualTo(expected.Concat(PartedStore.Numbers(last + 1, last + 40))));
        return error;
    }

    private static async Task OpensWholeAsync(StoreFolder folder, int last, int setAside = 0)
    {
        await using var store = await Store.OpenAsync(folder.Root, PartedStore.Options());
        Assert.That((store.OpenReport.Findings, store.OpenReport.Lost), Is.EqualTo((Array.Empty<string>(), Array.Empty<LostSequences>())));
        Assert.That(store.OpenReport.SetAside, Has.Count.EqualTo(setAside));
        Assert.That(store.GetHealth().SetAside, Is.EqualTo(store.OpenReport.SetAside));
        Assert.That(await PartedStore.BatchesAsync(store), Is.EqualTo(PartedStore.Numbers(1, last)));
    }

    private static void Cut(string file, long length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }

    private static void Exchange(string one, string other)
    {
        File.Move(one, one + ".moved");
        File.Move(other, one);
        File.Move(one + ".moved", other);
    }
}
