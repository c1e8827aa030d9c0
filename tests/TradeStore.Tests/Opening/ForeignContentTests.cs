using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Opening;

/// <summary>What the store did not make stays where it is, whatever is opened beside it.</summary>
internal sealed partial class ForeignContentTests
{
    private TemporaryFolder _folder = null!;

    private string Root => Path.Combine(_folder.Path, "store");

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_folder_of_somebody_elses_is_no_store_and_stays_as_it_is([Values] DamagePolicy policy)
    {
        var outside = Write("../outside/precious.csv");
        Write("cold/prices/spx.parquet");
        Write("staging/report.csv");
        Directory.CreateSymbolicLink(Path.Combine(Root, "cold", "link"), Path.GetDirectoryName(outside)!);

        var error = await RefusedAsync(policy);

        Assert.That(error.Code, Is.EqualTo(TradeStoreErrorCode.NotAStore));
        Assert.That(error.Message, Does.Contain("holds no store and is not empty").And.Contain("cold/prices/spx.parquet").And.Contain("staging/report.csv").And.Contain("cold/link"));
        Assert.That(File.ReadAllText(outside), Is.EqualTo("precious"));
        Assert.That(File.Exists(Path.Combine(Root, "store.lock")), Is.False, "not even a lock is put there");
    }

    [TestCase("notes.txt")]
    [TestCase("cold/x.parquet")]
    [TestCase("journal/notes.txt")]
    [TestCase("journal/0001.log")]
    [TestCase("staging/report.csv")]
    [TestCase("temp/duckdb_temp_storage-0.tmp")]
    [TestCase("quarantine/old.txt")]
    [TestCase("unfinished.duckdb")]
    [TestCase("store.mark")]
    [TestCase("store.duckdb.bak")]
    [TestCase(".git/config")]
    [TestCase("cold")]
    public async Task A_folder_with_anything_in_it_is_refused(string file)
    {
        Write(file);
        var error = await RefusedAsync();
        Assert.That(error.Code, Is.EqualTo(TradeStoreErrorCode.NotAStore));
        Assert.That(error.Message, Does.Contain(file.Split('/')[0]));
    }

    [Test]
    public async Task Empty_folders_of_a_stores_names_are_no_content()
    {
        foreach (var name in new[] { "journal", "cold", "staging", "quarantine", "temp" })
        {
            Directory.CreateDirectory(Path.Combine(Root, name));
        }

        await using var store = await Store.OpenAsync(Root, Quick.Options());
        Assert.That(store.OpenReport.IsNew, Is.True);
    }

    [Test]
    public async Task Files_of_a_store_without_its_database_are_refused_with_a_way_on([Values] DamagePolicy policy, [Values("cold", "cold journal", "cold journal store.mark", "journal", "store.mark", "store.duckdb.wal")] string left)
    {
        await using (var cold = await ColdStore.OpenAsync())
        {
            await cold.Store.DisposeAsync();
            FolderImage.Copy(cold.Root, Root);
        }

        await File.WriteAllTextAsync(Path.Combine(Root, "store.duckdb.wal"), "");
        foreach (var entry in Directory.GetFileSystemEntries(Root).Where(e => !left.Split(' ').Contains(Path.GetFileName(e), StringComparer.Ordinal)))
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        var error = await RefusedAsync(policy);

        Assert.That(error, Is.InstanceOf<StoreCorruptException>());
        Assert.That(error.Message, Does.Contain("'store.duckdb' is missing").And.Contain("Put the file back"));
    }

    [TestCase("cold")]
    [TestCase("journal")]
    [TestCase("staging")]
    [TestCase("quarantine")]
    [TestCase("temp")]
    [TestCase("store.duckdb")]
    [TestCase("store.lock")]
    [TestCase("store.holder")]
    public async Task A_link_in_the_place_of_one_of_the_stores_own_is_refused(string name)
    {
        await using (await Store.OpenAsync(Root, Quick.Options()))
        {
        }

        var (path, outside) = (Path.Combine(Root, name), Path.Combine(_folder.Path, "outside"));
        if (Directory.Exists(path) || name == "quarantine")
        {
            Directory.CreateDirectory(path);
            Directory.Move(path, outside);
            Directory.CreateSymbolicLink(path, outside);
        }
        else
        {
            File.Move(path, outside);
            File.CreateSymbolicLink(path, outside);
        }

        var error = await RefusedAsync();
        Assert.That((error.Code, error.Message.Contains($"'{name}'", StringComparison.Ordinal)), Is.EqualTo((TradeStoreErrorCode.StoreInaccessible, true)));
    }

    [Test]
    public async Task What_an_opened_store_did_not_make_is_left_alone_and_told()
    {
        await using var cold = await ColdStore.OpenAsync();
        var outside = Path.Combine(_folder.Path, "outside.parquet");
        await File.WriteAllTextAsync(outside, "precious");
        var id = cold.Store.Parts.Tiering!.StoreId;
        var own = cold.FirstFile;
        string[] files =
        [
            "cold/x.parquet", "cold/prices/spx.parquet", "cold/market_ticks/20240305/notes.txt", $"cold/market_ticks/20240305/7-{Guid.NewGuid():N}.parquet", "staging/report.csv",
            $"staging/{id}/report.csv", $"staging/{id}/9-{Guid.NewGuid():N}.parquet", $"staging/{id}/below/7-{Guid.NewGuid():N}.parquet", $"staging/{Guid.NewGuid()}/7-{Guid.NewGuid():N}.parquet", "temp/mine.txt", "mine.txt", "store.duckdb.bak",
        ];
        string[] links = ["cold/link", "cold/market_ticks/link.parquet", $"staging/{id}/8-{Guid.NewGuid():N}.parquet"];

        // A file that is the store's by name and content, but for the segment that it says it is.
        var copied = $"cold/market_ticks/20240305/99-{Guid.NewGuid():N}.parquet";
        await cold.ReopenAsync(() =>
        {
            foreach (var file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(cold.Root, file))!);
                File.WriteAllText(Path.Combine(cold.Root, file), "mine");
            }

            File.Copy(own, Path.Combine(cold.Root, copied));
            foreach (var link in links)
            {
                File.CreateSymbolicLink(Path.Combine(cold.Root, link), outside);
            }
        });

        Assert.That(files.Select(f => File.ReadAllText(Path.Combine(cold.Root, f))), Has.All.EqualTo("mine"));
        Assert.That(links.Select(f => new FileInfo(Path.Combine(cold.Root, f)).LinkTarget), Has.All.EqualTo(outside));
        Assert.That(File.ReadAllText(outside), Is.EqualTo("precious"));
        Assert.That(cold.Store.OpenReport.SetAside, Is.Empty);
        foreach (var told in files.Where(f => f.StartsWith("cold", StringComparison.Ordinal) || f.StartsWith("staging", StringComparison.Ordinal)).Concat(links).Append(copied))
        {
            Assert.That(cold.Store.OpenReport.Findings.Count(f => f.Contains(told, StringComparison.Ordinal)), Is.EqualTo(1), told);
        }

        await cold.AllIsReadableAsync();
    }

    [Test]
    public async Task A_file_that_no_segment_names_goes_to_quarantine_and_what_was_being_made_is_removed()
    {
        await using var cold = await ColdStore.OpenAsync();
        var id = cold.Store.Parts.Tiering!.StoreId;
        string[] staged = [.. Enumerable.Range(97, 3).Select(segment => $"staging/{id}/{segment}-{Guid.NewGuid():N}.parquet")];
        var (name, unnamed) = (cold.First.File!, cold.First.File!.Replace(".parquet", "", StringComparison.Ordinal)[..^32] + $"{Guid.NewGuid():N}.parquet");
        var bytes = await File.ReadAllBytesAsync(cold.FirstFile);
        await cold.ReopenAsync(() =>
        {
            File.WriteAllBytes(Path.Combine(cold.Root, staged[0]), []);
            File.WriteAllBytes(Path.Combine(cold.Root, staged[1]), bytes[..(bytes.Length / 2)]);
            File.WriteAllBytes(Path.Combine(cold.Root, staged[2]), bytes);
            File.Copy(Path.Combine(cold.Root, name), Path.Combine(cold.Root, unnamed));
        });

        Assert.That(staged.Where(s => File.Exists(Path.Combine(cold.Root, s))), Is.Empty);
        Assert.That(File.Exists(Path.Combine(cold.Root, unnamed)), Is.False);
        var aside = cold.Store.OpenReport.SetAside.Single();
        Assert.That(aside, Does.StartWith(Path.Combine(cold.Root, "quarantine")).And.EndWith(Path.GetFileName(unnamed)));
        Assert.That(File.ReadAllBytes(aside), Is.EqualTo(bytes));
        Assert.That(File.ReadAllText(aside + ".reason.txt"), Does.Contain(unnamed));
        Assert.That(cold.Store.GetHealth().SetAside, Is.EqualTo(new[] { aside }));
        Assert.That(cold.Store.OpenReport.Findings, Is.Empty);
        await cold.AllIsReadableAsync();
        await cold.ReopenAsync();
        Assert.That(cold.Store.OpenReport.SetAside, Is.Empty);
        Assert.That(File.Exists(aside), Is.True);
    }

    private string Write(string file)
    {
        var path = Path.GetFullPath(Path.Combine(Root, file));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "precious");
        return path;
    }

    private async Task<TradeStoreException> RefusedAsync(DamagePolicy policy = DamagePolicy.Refuse)
    {
        var before = FolderImage.Of(Root);
        var error = (await Assert.CatchAsync<TradeStoreException>(() => Store.OpenAsync(Root, Quick.Options(o => o.OnDamage = policy))))!;
        Assert.That(FolderImage.Of(Root), Is.EqualTo(before));
        return error;
    }
}
