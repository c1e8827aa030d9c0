using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Opening;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Testing;

[Parallelizable(ParallelScope.Self)]
internal sealed class TemporaryStoreTests
{
    [Test]
    public async Task It_is_a_store_like_any_other_and_vanishes_when_it_is_disposed([Values] bool isAsync)
    {
        var clock = Some.Clock();
        var store = await Store.OpenTemporaryAsync(Quick.Options(o => o.TimeProvider = clock));
        var path = store.Path;
        await store.Ticks.AppendAsync(Some.Quotes(10));
        Assert.That(await store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day, Some.Day.AddDays(1)), Has.Count.EqualTo(10));
        Assert.That(File.Exists(Path.Combine(path, "store.duckdb")), Is.True);

        if (isAsync)
        {
            await store.DisposeAsync();
        }
        else
        {
            store.Dispose();
        }

        Assert.That(Directory.Exists(path), Is.False);
    }

    [Test]
    public async Task Stores_at_the_same_time_have_nothing_to_do_with_each_other()
    {
        await using var first = await Store.OpenTemporaryAsync();
        await using var second = await Store.OpenTemporaryAsync();

        await first.Ticks.AppendAsync(Some.Quotes(10));

        Assert.That(await second.Ticks.LatestAsync("NASDAQ", "AAPL"), Is.Null);
    }

    [Test]
    public async Task It_vanishes_when_closing_fails_half_way()
    {
        var store = await Store.OpenTemporaryAsync(Quick.Options(o => o.Closed = part => throw new InvalidOperationException($"injected: {part}")));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.DisposeAsync());

        Assert.That(Directory.Exists(store.Path), Is.False);
    }

    [Test]
    public async Task Nothing_is_left_of_one_that_could_not_be_opened()
    {
        string? path = null;
        var options = Quick.Options(o => o.Writing.Reached = step =>
        {
            if (step == WritingStep.Creating)
            {
                path = Directory.EnumerateDirectories(Path.GetTempPath(), $"tradestore-vanishing-{Environment.ProcessId}-*").MaxBy(Directory.GetCreationTimeUtc);
                throw new IOException("The disk is gone.");
            }
        });

        await Assert.ThrowsAsync<TradeStoreException>(() => Store.OpenTemporaryAsync(options));

        Assert.That(path, Is.Not.Null);
        Assert.That(Directory.Exists(path), Is.False);
        await Assert.ThrowsAsync<InvalidConfigurationException>(() => Store.OpenTemporaryAsync(Quick.Options(o => o.Readers.Max = 0)));
    }

    [Test]
    public void What_a_killed_process_left_is_removed_and_nothing_else_is()
    {
        using var parent = new TemporaryFolder();
        var old = Make(2147483647);
        File.WriteAllText(Path.Combine(old, "store.lock"), "");
        Directory.CreateDirectory(Path.Combine(old, "journal"));
        File.WriteAllText(Path.Combine(old, "journal", "1.log"), "x");
        Age(old);
        var young = Make(2147483647);
        var locked = Make(2147483647);
        var living = Age(Make(Environment.ProcessId));
        var foreign = Age(Directory.CreateDirectory(Path.Combine(parent.Path, "tradestore-vanishing-somebody-else")).FullName);
        var filled = Make(2147483647);
        File.WriteAllText(Path.Combine(filled, "letter.txt"), "no store was ever begun here");
        Age(filled);
        using var held = new FileStream(Path.Combine(locked, "store.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Age(locked);

        using (var folder = VanishingFolder.Create(parent.Path))
        {
            Assert.That(Directory.GetDirectories(parent.Path), Is.EquivalentTo(new[] { young, locked, living, foreign, filled, folder.Path }));
        }

        Assert.That(Directory.GetDirectories(parent.Path), Is.EquivalentTo(new[] { young, locked, living, foreign, filled }));

        string Make(int process) => Directory.CreateDirectory(Path.Combine(parent.Path, $"tradestore-vanishing-{process}-{Guid.NewGuid():N}")).FullName;
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_a_typed_error()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "x");

        Assert.That(
            () => VanishingFolder.Create(file), Throws.TypeOf<TradeStoreException>().With.Property("Code").EqualTo(TradeStoreErrorCode.StoreInaccessible));
    }

    private static string Age(string folder)
    {
        Directory.SetLastWriteTimeUtc(folder, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return folder;
    }
}
