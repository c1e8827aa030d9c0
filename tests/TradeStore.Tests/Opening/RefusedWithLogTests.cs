using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Opening;

/// <summary>A killed store whose engine has left a log is refused: the log is as it was, as everything else is.</summary>
internal sealed class RefusedWithLogTests
{
    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_store_that_is_refused_keeps_the_engines_log_as_it_was([Values] bool isObsolete)
    {
        using var live = new TemporaryFolder();
        using var killed = new TemporaryFolder();
        await using (var store = await Store.OpenAsync(live.Path, Options()))
        {
            await PartedStore.AppendAsync(store, 1, 3, Some.Day);
            await store.CheckpointAsync();
            await PartedStore.AppendAsync(store, 4, 6, Some.Day);
            Assert.That(await PartedStore.BatchesAsync(store), Has.Count.EqualTo(6));
            FolderImage.Copy(live.Path, killed.Path);
            if (isObsolete)
            {
                // Killed between the end of a checkpoint and the removal of its log, which the engine then does when it opens the file.
                var (from, to) = (new StoreFolder(live.Path).Database, new StoreFolder(killed.Path).Database);
                using var log = new FileStream(from + ".wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                await store.CheckpointAsync();
                File.Copy(from, to, overwrite: true);
                using var kept = File.Create(to + ".wal");
                await log.CopyToAsync(kept);
            }
        }

        await IsRefusedAsItWasAsync(killed);
    }

    [TestCase(52, true)]
    [TestCase(4096, true)]
    [TestCase(4097, false)]
    public void What_the_engine_cuts_off_the_end_of_its_log_is_put_back_where_it_was_kept(int cut, bool isPutBack)
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "store.duckdb.wal");
        var bytes = new byte[10_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(log, bytes);
        using var ends = new EngineLogEnds();
        ends.Take([log, log + ".missing"]);
        File.WriteAllBytes(log, bytes[..^cut]);

        ends.PutBack();

        Assert.That(File.ReadAllBytes(log), Is.EqualTo(isPutBack ? bytes : bytes[..^cut]));
    }

    private static async Task IsRefusedAsItWasAsync(TemporaryFolder killed)
    {
        var folder = new StoreFolder(killed.Path);
        File.Delete(folder.Mark);
        Assert.That(new FileInfo(folder.Database + ".wal").Length, Is.Positive);
        var before = FolderImage.Of(folder.Root);

        await Assert.ThrowsAsync<StoreCorruptException>(() => Store.OpenAsync(folder.Root, Options()));

        Assert.That(FolderImage.Of(folder.Root), Is.EqualTo(before));
        var options = Options();
        options.OnDamage = DamagePolicy.AcceptDataLoss;
        await using var again = await Store.OpenAsync(folder.Root, options);
        Assert.That(await PartedStore.BatchesAsync(again), Is.EqualTo(PartedStore.Numbers(1, 6)));
    }

    private static StoreOptions Options() => Quick.Options(o => o.Writing.DirectRows = 100);
}
