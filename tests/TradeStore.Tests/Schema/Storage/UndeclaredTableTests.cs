using TradeStore.Storage.Configuration;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Storage;

internal sealed class UndeclaredTableTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_table_that_is_declared_no_longer_is_kept_replayed_and_readable_and_can_be_declared_again()
    {
        using var killed = new TemporaryFolder();
        using var isCopied = new ManualResetEventSlim(initialState: true);
        void HoldBack(WritingStep step)
        {
            if (step == WritingStep.Applying)
            {
                isCopied.Wait(TimeSpan.FromSeconds(30));
            }
        }

        var (notes, levels) = (Declared.Note(), Declared.Level());
        await using (var store = await StoreWithTables.OpenAsync(_folder.Path, [notes, levels], HoldBack))
        {
            await store.WriteAsync(notes, Note(1, "a"), Note(2, "b"));
            await store.WriteAsync(levels, Level("A", 1), Level("B", 2));
            Assert.That(await store.ReadAsync("levels", "symbol price", "symbol"), Is.EqualTo("A 1.00000000;B 2.00000000"));

            isCopied.Reset();
            await store.WriteAsync(notes, Note(3, "c"));
            await store.WriteAsync(levels, Level("B", 3), Level("C", 4));
            FolderImage.Copy(_folder.Path, killed.Path);
            isCopied.Set();
        }

        await using (var without = await StoreWithTables.OpenAsync(killed.Path, []))
        {
            Assert.That(without.Report.ReplayedBatches, Is.GreaterThanOrEqualTo(2), "What was held back is in the journal only.");
            await CheckAsync(without);
        }

        await using (var again = await StoreWithTables.OpenAsync(killed.Path, []))
        {
            await CheckAsync(again);
        }

        (notes, levels) = (Declared.Note(), Declared.Level());
        await using var declared = await StoreWithTables.OpenAsync(killed.Path, [notes, levels]);
        await CheckAsync(declared);
        await declared.WriteAsync(levels, Level("A", 5));
        Assert.That(await declared.ReadAsync("levels", "symbol price", "symbol"), Does.StartWith("A 5.00000000;"));
    }

    [Test]
    public async Task Opening_again_with_nothing_new_changes_nothing()
    {
        await using (await StoreWithTables.OpenAsync(_folder.Path, [Declared.Note(), Declared.Level()]))
        {
        }

        foreach (var tables in new[] { [Declared.Level(), Declared.Note()], Array.Empty<TradeStore.Storage.Schema.TableSchema>() })
        {
            var steps = new List<WritingStep>();
            await using (await StoreWithTables.OpenAsync(_folder.Path, tables, steps.Add))
            {
                Assert.That(steps.Where(s => s is >= WritingStep.Defining and <= WritingStep.Recorded), Is.Empty);
            }
        }
    }

    private static async Task CheckAsync(StoreWithTables store)
    {
        Assert.That(await store.ReadAsync("notes", "topic", "ts"), Is.EqualTo("a;b;c"));
        Assert.That(await store.ReadAsync("levels", "symbol price", "symbol"), Is.EqualTo("A 1.00000000;B 3.00000000;C 4.00000000"));
    }

    private static NoteRow Note(int day, string topic) => new() { Timestamp = Some.Day.AddDays(day), Topic = topic };

    private static LevelRow Level(string symbol, decimal price) => new() { Symbol = symbol, Price = price };
}
