using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Layout;
using TradeStore.Tests.Golden;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Migrations;

internal sealed class MigrationTests
{
    private TemporaryFolder _folder = null!;

    // What is released is in stores: another hash would lock them all out.
    private static readonly string[] Released =
    [
        "1 foundation 426ca985396a7e350576fc29ce2dc55d3807cfa2ec1d130d48625f046c7a90f6",
        "2 declared tables d4cd116342772ccc5da39ec23ba95209ea582219f1fe54d7302349e82a5b80b2",
    ];

    [SetUp]
    public async Task Make()
    {
        _folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(_folder);
        await store.Ticks.AppendAsync(Some.Quotes(3));
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_steps_are_numbered_from_1_without_a_gap_and_keep_their_hashes()
    {
        Assert.That(MigrationList.All.Select(m => m.Number), Is.EqualTo(Enumerable.Range(1, MigrationList.All.Count)));
        Assert.That(MigrationList.All.Take(Released.Length).Select(m => $"{m.Number} {m.Name} {m.Sha256}"), Is.EqualTo(Released));
    }

    [Test]
    public void A_hash_does_not_depend_on_the_line_ends_of_the_sources() =>
        Assert.That(new Migration(1, "x", "a;\r\nb;").Sha256, Is.EqualTo(new Migration(1, "x", "a;\nb;").Sha256));

    [Test]
    public void Each_step_can_be_run_a_second_time()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        foreach (var step in MigrationList.All)
        {
            session.Execute(step.Sql);
            Assert.That(() => session.Execute(step.Sql), Throws.Nothing);
        }
    }

    [Test]
    public async Task A_new_store_has_the_whole_history()
    {
        Assert.That(
            GoldenStore.Read(_folder, "SELECT string_agg(number || ' ' || sha256, ',' ORDER BY number) FROM _migrations"),
            Is.EqualTo(string.Join(',', MigrationList.All.Select(m => $"{m.Number} {m.Sha256}"))));
        await using var store = await Quick.OpenAsync(_folder);
        Assert.That(await store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day, Some.Day.AddDays(1)), Has.Count.EqualTo(3));
    }

    [TestCase("INSERT INTO _migrations VALUES (99, 'future', 'x', now()::TIMESTAMP)", TradeStoreErrorCode.StoreTooNew, "99")]
    [TestCase("UPDATE system_metadata SET value = '99' WHERE key = 'schema_version'", TradeStoreErrorCode.StoreTooNew, "99")]
    [TestCase("UPDATE _migrations SET sha256 = 'abc' WHERE number = 2", TradeStoreErrorCode.SchemaMismatch, "Step 2", "abc")]
    [TestCase("DELETE FROM _migrations WHERE number = 1", TradeStoreErrorCode.SchemaMismatch, "step 2", "step 1 belongs")]
    [TestCase("DELETE FROM _migrations WHERE number = 3", TradeStoreErrorCode.SchemaMismatch, "ends with step 2")]
    [TestCase("INSERT INTO _migrations SELECT * FROM _migrations WHERE number = 2", TradeStoreErrorCode.SchemaMismatch, "step 2")]
    [TestCase("DELETE FROM _migrations", TradeStoreErrorCode.SchemaMismatch, "ends with step 0")]
    [TestCase("DROP TABLE _migrations", TradeStoreErrorCode.SchemaMismatch, "ends with step 0")]
    [TestCase("UPDATE system_metadata SET value = 'x' WHERE key = 'schema_version'", TradeStoreErrorCode.StoreCorrupt, "schema_version")]
    [TestCase("DELETE FROM system_metadata", TradeStoreErrorCode.StoreCorrupt, "schema_version")]
    [TestCase("DELETE FROM system_metadata WHERE key = 'store_id'", TradeStoreErrorCode.StoreCorrupt, "store_id")]
    [TestCase("UPDATE _tables SET sha256 = 'x' WHERE name = 'ohlcv_bars'", TradeStoreErrorCode.StoreCorrupt, "ohlcv_bars")]
    [TestCase("UPDATE _tables SET definition = '{}', sha256 = sha256('{}') WHERE name = 'ohlcv_bars'", TradeStoreErrorCode.StoreTooNew, "ohlcv_bars")]
    public async Task A_history_that_does_not_match_is_refused_and_nothing_is_changed(string sql, TradeStoreErrorCode code, params string[] said)
    {
        foreach (var isInLog in new[] { false, true })
        {
            using var copy = new TemporaryFolder();
            FolderImage.Copy(_folder.Path, copy.Path);
            GoldenStore.Execute(copy, isInLog ? $"PRAGMA disable_checkpoint_on_shutdown; {sql}" : sql);
            Assert.That(File.Exists(Path.Combine(copy.Path, "store.duckdb.wal")), Is.EqualTo(isInLog));
            var before = FolderImage.Of(copy.Path);

            var error = await Assert.CatchAsync<TradeStoreException>(() => Quick.OpenAsync(copy));

            Assert.That(error!.Code, Is.EqualTo(code));
            Assert.That(said.Where(s => !error.Message.Contains(s, StringComparison.Ordinal)), Is.Empty, error.Message);
            Assert.That(FolderImage.Of(copy.Path), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task A_log_that_was_set_aside_is_put_back_when_the_store_is_refused()
    {
        GoldenStore.Execute(_folder, "UPDATE _migrations SET sha256 = 'abc' WHERE number = 2");
        GoldenStore.Execute(_folder, "PRAGMA disable_checkpoint_on_shutdown; CREATE TABLE more (i INTEGER)");
        var log = Path.Combine(_folder.Path, "store.duckdb.wal");
        var bytes = await File.ReadAllBytesAsync(log);
        Array.Clear(bytes, bytes.Length / 2, bytes.Length - (bytes.Length / 2));
        await File.WriteAllBytesAsync(log, bytes);
        var before = FolderImage.Of(_folder.Path);

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(() => Quick.OpenAsync(_folder));

        Assert.That(error, Has.Property("Table").Null.And.Property("Column").Null);
        Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(before));
    }

    [Test]
    public async Task A_database_of_somebody_else_is_refused()
    {
        using var folder = new TemporaryFolder();
        GoldenStore.Execute(folder, "CREATE TABLE mine (i INTEGER)");
        var before = FolderImage.Of(folder.Path);

        await Assert.ThrowsAsync<StoreCorruptException>(() => Quick.OpenAsync(folder));

        Assert.That(FolderImage.Of(folder.Path), Is.EqualTo(before));
    }

    [Test]
    public async Task An_empty_database_file_gets_every_table()
    {
        using var folder = new TemporaryFolder();
        GoldenStore.Execute(folder, "CHECKPOINT");

        await using var store = await Quick.OpenAsync(folder);

        await store.Ticks.AppendAsync(Some.Quotes(3));
        Assert.That(await store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day, Some.Day.AddDays(1)), Has.Count.EqualTo(3));
    }
}
