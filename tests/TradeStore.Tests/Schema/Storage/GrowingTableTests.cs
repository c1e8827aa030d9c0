using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Storage;

internal sealed class GrowingTableTests
{
    private const string OldNotes = "a NULL;b NULL;c NULL";
    private const string OldLevels = "A 1.00000000 NULL;B 2.00000000 NULL";
    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task Make()
    {
        _folder = new TemporaryFolder();
        await using var store = await StoreWithTables.OpenAsync(_folder.Path, [Declared.Note(), Declared.Level()]);
        await store.WriteAsync(Declared.Note(), [.. Enumerable.Range(0, 3).Select(i => Note(i, $"{(char)('a' + i)}"))]);
        await store.WriteAsync(Declared.Level(), new LevelRow { Symbol = "A", Price = 1 }, new LevelRow { Symbol = "B", Price = 2 });
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_higher_version_adds_columns_which_the_rows_that_are_there_do_not_have()
    {
        await using (var store = await OpenGrownAsync(_folder.Path))
        {
            await CheckOldAsync(store);
            await store.WriteAsync(Declared.Note(2, hasComment: true), Note(1, "d") with { Comment = "{}" });
            await store.WriteAsync(Declared.Level(2, hasComment: true), new LevelRow { Symbol = "B", Price = 3, Comment = "[]" });
        }

        await using var again = await OpenGrownAsync(_folder.Path);
        Assert.That(await again.ReadAsync("notes", "topic comment", "topic"), Is.EqualTo(OldNotes + ";d {}"));
        Assert.That(await again.ReadAsync("levels", "symbol price comment", "symbol"), Is.EqualTo("A 1.00000000 NULL;B 3.00000000 []"));
    }

    [Test]
    public async Task What_was_journalled_before_a_table_grew_is_replayed_into_the_grown_one()
    {
        using var killed = new TemporaryFolder();
        using var isCopied = new ManualResetEventSlim();
        await using (var store = await StoreWithTables.OpenAsync(_folder.Path, [Declared.Note(), Declared.Level()], step =>
        {
            if (step == WritingStep.Applying)
            {
                isCopied.Wait(TimeSpan.FromSeconds(30));
            }
        }))
        {
            await store.WriteAsync(Declared.Note(), Note(9, "z"));
            await store.WriteAsync(Declared.Level(), new LevelRow { Symbol = "Z", Price = 9 });
            FolderImage.Copy(_folder.Path, killed.Path);
            isCopied.Set();
        }

        await using var grown = await OpenGrownAsync(killed.Path);
        Assert.That(grown.Report.ReplayedBatches, Is.EqualTo(2));
        Assert.That(await grown.ReadAsync("notes", "topic comment", "topic"), Is.EqualTo(OldNotes + ";z NULL"));
        Assert.That(await grown.ReadAsync("levels", "symbol price comment", "symbol"), Is.EqualTo(OldLevels + ";Z 9.00000000 NULL"));
    }

    [Test]
    public async Task A_crash_at_any_point_leaves_what_the_next_opening_completes_and_what_the_older_program_can_use_or_refuses()
    {
        using var images = new TemporaryFolder();
        var points = new List<string>();
        await using (await OpenGrownAsync(_folder.Path, step =>
        {
            if (step is >= WritingStep.Defining and <= WritingStep.Recorded)
            {
                points.Add($"{points.Count}-{step}");
                FolderImage.Copy(_folder.Path, Path.Combine(images.Path, points[^1]));
            }
        }))
        {
        }

        Assert.That(points.Select(p => p[2..]), Is.EqualTo(new[] { "Recording", "Recorded", "Defining", "Defined", "Recording", "Recorded" }));
        var usable = 0;
        foreach (var point in points.Select(p => Path.Combine(images.Path, p)))
        {
            FolderImage.Copy(point, point + "-old");
            usable += await IsUsableByOlderAsync(point + "-old") ? 1 : 0;
            await using (var undeclared = await StoreWithTables.OpenAsync(point, []))
            {
                Assert.That(await undeclared.ReadAsync("notes", "topic", "topic"), Is.EqualTo("a;b;c"));
            }

            await using var grown = await OpenGrownAsync(point);
            await CheckOldAsync(grown);
            await grown.WriteAsync(Declared.Level(2, hasComment: true), new LevelRow { Symbol = "C", Price = 3, Comment = "[]" });
            Assert.That(await grown.ReadAsync("levels", "symbol price comment", "symbol"), Is.EqualTo(OldLevels + ";C 3.00000000 []"));
        }

        Assert.That(usable, Is.EqualTo(1), "Only before the growth was said to begin.");
    }

    [Test]
    public async Task A_table_that_does_not_match_is_named_and_nothing_is_changed_of_any_table()
    {
        var before = FolderImage.Of(_folder.Path);

        // The notes could grow; the levels have grown without a higher version.
        var error = await Assert.ThrowsAsync<SchemaMismatchException>(
            () => StoreWithTables.OpenAsync(_folder.Path, [Declared.Note(2, hasComment: true), Declared.Level(hasComment: true)]));

        Assert.That(error, Has.Property("Table").EqualTo("levels").And.Property("Column").EqualTo("comment"));
        Assert.That(error!.Message, Does.StartWith("TS1007: The table 'levels'").And.EndsWith("Nothing was changed."));
        Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(before));
    }

    private static async Task<bool> IsUsableByOlderAsync(string folder)
    {
        try
        {
            await using var older = await StoreWithTables.OpenAsync(folder, [Declared.Note(), Declared.Level()]);
            await older.WriteAsync(Declared.Note(), Note(0, "d"));
            await older.WriteAsync(Declared.Level(), new LevelRow { Symbol = "C", Price = 3 });
            Assert.That(await older.ReadAsync("notes", "topic", "topic"), Is.EqualTo("a;b;c;d"));
            Assert.That(await older.ReadAsync("levels", "symbol price", "symbol"), Does.EndWith("C 3.00000000"));
            return true;
        }
        catch (SchemaMismatchException)
        {
            return false;
        }
    }

    private static async Task CheckOldAsync(StoreWithTables store)
    {
        Assert.That(await store.ReadAsync("notes", "topic comment", "topic"), Is.EqualTo(OldNotes));
        Assert.That(await store.ReadAsync("levels", "symbol price comment", "symbol"), Is.EqualTo(OldLevels));
    }

    private static Task<StoreWithTables> OpenGrownAsync(string folder, Action<WritingStep>? reached = null) =>
        StoreWithTables.OpenAsync(folder, [Declared.Note(2, hasComment: true), Declared.Level(2, hasComment: true)], reached);

    private static NoteRow Note(int day, string topic) => new() { Timestamp = Some.Day.AddDays(day), Topic = topic };
}
