using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Layout;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Tests.Golden;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Migrations;

internal sealed class MigrationTests
{
    private TemporaryFolder _folder = null!;

    // Steps of versions to come.
    private static readonly Migration[] Later =
    [
        .. MigrationList.All,
        new(MigrationList.All.Count + 1, "more", "CREATE TABLE IF NOT EXISTS more (i INTEGER);"),
        new(MigrationList.All.Count + 2, "and more", "ALTER TABLE more ADD COLUMN IF NOT EXISTS j INTEGER;"),
    ];

    // What is released is in stores: another hash would lock them all out.
    private static readonly string[] Released =
    [
        "1 foundation 3a8412e210b2a935d33bd253e0a35ac2906652e1710c41ca36b43a5fdb88a0f9",
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
    [TestCase("UPDATE _migrations SET sha256 = 'abc' WHERE number = 1", TradeStoreErrorCode.SchemaMismatch, "Step 1", "abc")]
    [TestCase("INSERT INTO _migrations SELECT * FROM _migrations WHERE number = 1", TradeStoreErrorCode.SchemaMismatch, "step 1", "step 2 belongs")]
    [TestCase("DELETE FROM _migrations", TradeStoreErrorCode.SchemaMismatch, "ends with step 0")]
    [TestCase("DROP TABLE _migrations", TradeStoreErrorCode.SchemaMismatch, "ends with step 0")]
    [TestCase("UPDATE system_metadata SET value = 'x' WHERE key = 'schema_version'", TradeStoreErrorCode.StoreCorrupt, "schema_version")]
    [TestCase("DELETE FROM system_metadata", TradeStoreErrorCode.StoreCorrupt, "schema_version")]
    [TestCase("DELETE FROM system_metadata WHERE key = 'store_id'", TradeStoreErrorCode.StoreCorrupt, "store_id")]
    [TestCase("DELETE FROM system_metadata WHERE key = 'number_precision'", TradeStoreErrorCode.StoreCorrupt, "number_precision")]
    [TestCase("UPDATE system_metadata SET value = 'finest' WHERE key = 'number_precision'", TradeStoreErrorCode.StoreTooNew, "finest")]
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
        GoldenStore.Execute(_folder, "UPDATE _migrations SET sha256 = 'abc' WHERE number = 1");
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
    public async Task A_crash_at_any_point_of_later_steps_leaves_what_the_next_run_completes()
    {
        using var images = new TemporaryFolder();
        var points = new List<string>();
        var id = Migrate(_folder.Path, step =>
        {
            points.Add($"{points.Count}-{step}");
            FolderImage.Copy(_folder.Path, Path.Combine(images.Path, points[^1]));
        });

        // Of each step its DDL and its record, before and after they are committed.
        Assert.That(points, Has.Count.EqualTo(2 * 4));
        foreach (var point in points)
        {
            var image = Path.Combine(images.Path, point);
            var taken = new List<WritingStep>();
            Assert.That(Migrate(image, taken.Add), Is.EqualTo(id), point);
            Assert.That(taken.Count, point == points[^1] ? Is.Zero : Is.Positive, point);
            Assert.That(Migrate(image, step => Assert.Fail($"{point}: {step}, and nothing was left to do")), Is.EqualTo(id));
            using (var instance = DuckDbInstance.Open(Path.Combine(image, "store.duckdb")))
            using (var session = instance.Connect())
            {
                Assert.That(
                    session.QueryTexts("SELECT CAST(number AS VARCHAR), name, sha256 FROM _migrations ORDER BY number", columns: 3).Select(row => string.Join(' ', row)),
                    Is.EqualTo(Later.Select(m => $"{m.Number} {m.Name} {m.Sha256}")),
                    point);
                session.Execute("INSERT INTO more (i, j) VALUES (1, 2)");
            }

            var error = await Assert.ThrowsAsync<TradeStoreException>(() => Store.OpenAsync(image, Quick.Options()));
            Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.StoreTooNew), "the version of today does not know the steps");
        }
    }

    [TestCase("DELETE FROM _migrations WHERE number = 2", "step 3", "step 2 belongs")]
    [TestCase("DELETE FROM _migrations WHERE number = 3", "ends with step 2")]
    [TestCase("UPDATE _migrations SET sha256 = 'abc' WHERE number = 2", "Step 2", "'more'", "abc")]
    [TestCase("INSERT INTO _migrations SELECT * FROM _migrations WHERE number = 2", "step 2", "step 3 belongs")]
    public void A_history_of_several_steps_that_does_not_match_is_refused(string sql, params string[] said)
    {
        Migrate(_folder.Path, reached: null);
        GoldenStore.Execute(_folder, sql);
        using var instance = DuckDbInstance.Open(Path.Combine(_folder.Path, "store.duckdb"));
        using var session = instance.Connect();

        var error = Assert.Throws<SchemaMismatchException>(() => MigrationHistory.Read(session, Later));

        Assert.That(said.Where(s => !error!.Message.Contains(s, StringComparison.Ordinal)), Is.Empty, error!.Message);
    }

    [TestCase("CREATE TABLE mine (i INTEGER)", "schema_version")]
    [TestCase("CHECKPOINT", "holds no table of a store")]
    public async Task A_database_of_somebody_else_is_refused(string sql, string said)
    {
        using var folder = new TemporaryFolder();
        GoldenStore.Execute(folder, sql);
        var before = FolderImage.Of(folder.Path);

        var error = await Assert.ThrowsAsync<StoreCorruptException>(() => Quick.OpenAsync(folder));

        Assert.That(error!.Message, Does.Contain(said));
        Assert.That(FolderImage.Of(folder.Path), Is.EqualTo(before));
    }

    [Test]
    public async Task A_database_file_without_a_byte_makes_way_for_a_new_store()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "store.duckdb"), []);

        await using var store = await Quick.OpenAsync(folder);

        Assert.That(store.OpenReport.IsNew, Is.True);
        Assert.That(Directory.EnumerateFiles(Path.Combine(folder.Path, "quarantine"), "*-store.duckdb"), Has.Exactly(1).Items);
        await store.Ticks.AppendAsync(Some.Quotes(3));
        Assert.That(await store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day, Some.Day.AddDays(1)), Has.Count.EqualTo(3));
    }

    // What is not checkpointed stays in the engine's log, as in a store that is killed.
    private static Guid Migrate(string folder, Action<WritingStep>? reached)
    {
        using var instance = DuckDbInstance.Open(Path.Combine(folder, "store.duckdb"));
        using var session = instance.Connect();
        session.Execute("PRAGMA disable_checkpoint_on_shutdown");
        return new MigrationRun(new SchemaChange(session, new EngineCheckpoint(), reached), TimeProvider.System)
            .Run(MigrationHistory.Read(session, Later), Later, NumberPrecision.Standard);
    }
}
