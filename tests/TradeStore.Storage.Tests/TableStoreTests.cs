using System.Data.Common;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Health;
using TradeStore.Storage.Repositories;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Verification;

namespace TradeStore.Storage.Tests;

internal sealed class TableStoreTests
{
    private static readonly DateTime Start = new(2020, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    private static readonly Table<Reading> Readings = new TableBuilder<Reading>()
        .Timestamp(1, "ts", r => r.Timestamp)
        .Name(2, "sensor", r => r.Sensor)
        .Named(3, "quality", r => r.Quality)
        .Integer(4, "value", r => r.Value)
        .Build(new TableSettings { Name = "readings", TimeColumn = "ts", Key = ["sensor", "ts"], Span = PartitionSpan.Day });

    private static readonly Table<Sensor> Sensors = new TableBuilder<Sensor>()
        .Name(1, "name", s => s.Name)
        .Integer(2, "floor", s => s.Floor)
        .Build(new TableSettings { Name = "sensors", Key = ["name"] });

    private DirectoryInfo _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("tradestore-storage-");

    [TearDown]
    public void RemoveFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task Rows_of_a_table_of_ones_own_are_written_aged_to_files_verified_and_read_and_are_there_when_it_is_opened_again()
    {
        var rows = Enumerable.Range(0, 3_000).Select(i => new Reading { Timestamp = Start.AddMinutes(i), Sensor = $"s{i % 3}", Quality = i % 2 == 0 ? Quality.Good : Quality.Doubtful, Value = i }).ToList();
        await using (var store = await TableStore.OpenAsync(_folder.FullName, Options()))
        {
            Assert.That(store.OpenReport.IsNew, Is.True);
            await store.Series(Readings).AppendAsync(rows);
            await store.State(Sensors).PutAsync([new() { Name = "s0", Floor = 1 }, new() { Name = "s1", Floor = 2 }, new() { Name = "s0", Floor = 3 }]);
            await store.Tiering.RunAsync();
            Assert.That((await store.VerifyAsync(VerificationLevel.Content)).Findings, Is.Empty);
        }

        await using var reopened = await TableStore.OpenAsync(_folder.FullName, Options());
        Assert.That(Directory.EnumerateFiles(_folder.FullName, "*.parquet", SearchOption.AllDirectories), Is.Not.Empty);
        Assert.That(await reopened.Series(Readings).GetAsync(Start, Start.AddDays(3)), Is.EqualTo(rows));
        Assert.That(await reopened.State(Sensors).FindAsync(s => s.Name == "s0"), Is.EqualTo(new Sensor { Name = "s0", Floor = 3 }));
        Assert.That(await reopened.QueryAsync<long>("SELECT sum(value) FROM readings JOIN sensors ON name = sensor WHERE quality = $quality", new { quality = Quality.Doubtful }), Is.EqualTo(new[]
        {
            rows.Where(r => r is { Sensor: "s0" or "s1", Quality: Quality.Doubtful }).Sum(r => (long)r.Value),
        }));
        Assert.That(reopened.GetHealth().State, Is.EqualTo(StoreState.Open));
    }

    [Test]
    public async Task It_has_the_tables_that_its_options_declare_and_no_others()
    {
        await using var store = await TableStore.OpenTemporaryAsync(Options());
        await using var connection = await store.OpenConnectionAsync();
        Assert.That(await NamesAsync(connection), Is.EqualTo(new[] { "readings", "sensors" }));
        var error = await Assert.ThrowsAsync<InvalidQueryException>(() => store.QueryAsync<long>("SELECT count(*) FROM market_ticks"));
        Assert.That(error!.Message, Does.Contain("market_ticks"));
        Assert.That(() => store.Series(new TableBuilder<Reading>().Timestamp(1, "ts", r => r.Timestamp).Build(new TableSettings { Name = "others", TimeColumn = "ts", Key = ["ts"] })), Throws.ArgumentException);
    }

    [Test]
    public async Task Rows_of_several_tables_are_written_as_one_or_not_at_all()
    {
        await using var store = await TableStore.OpenAsync(_folder.FullName, Options());
        await store.WriteAsync(batch =>
        {
            batch.Append(Readings, [At(0), At(1)]);
            batch.Append(Sensors, new Sensor { Name = "s", Floor = 1 });
            batch.Append(Readings, At(2));
        });
        Assert.That(await CountsAsync(), Is.EqualTo((3L, 1L)));

        var refused = await Assert.ThrowsAsync<InvalidRowException>(() => store.WriteAsync(batch =>
        {
            batch.Append(Sensors, new Sensor { Name = "t" });
            batch.Append(Readings, [At(3), At(4) with { Quality = Quality.None }]);
        }));
        Assert.That((refused!.Table, refused.RowIndex, refused.Column), Is.EqualTo(("readings", 1, "quality")));
        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(batch =>
        {
            batch.Append(Sensors, new Sensor { Name = "t" });
            batch.Append(new TableBuilder<Sensor>().Name(1, "name", s => s.Name).Build(new TableSettings { Name = "others", Key = ["name"] }), new Sensor { Name = "t" });
        }));
        await Assert.ThrowsAsync<NotSupportedException>(() => store.WriteAsync(batch =>
        {
            batch.Append(Sensors, new Sensor { Name = "t" });
            throw new NotSupportedException();
        }));
        TableBatch? kept = null;
        await store.WriteAsync(batch => kept = batch);
        Assert.That(() => kept!.Append(Sensors, new Sensor { Name = "t" }), Throws.InvalidOperationException);
        Assert.That(await CountsAsync(), Is.EqualTo((3L, 1L)));

        async Task<(long, long)> CountsAsync() => (
            (await store.QueryAsync<long>("SELECT count(*) FROM readings"))[0],
            (await store.QueryAsync<long>("SELECT count(*) FROM sensors"))[0]);

        static Reading At(int minute) => new() { Timestamp = Start.AddMinutes(minute), Sensor = "s", Quality = Quality.Good };
    }

    [Test]
    public async Task Its_options_are_checked_and_read_from_a_configuration_as_those_of_a_trading_store()
    {
        var error = await Assert.ThrowsAsync<InvalidConfigurationException>(() => TableStore.OpenAsync(_folder.FullName, new StorageOptions { Readers = { Max = 0 }, Tiering = { Tables = { ["readings"] = new() } } }));
        Assert.That(error!.Failures, Has.Count.EqualTo(2));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.FullName), Is.Empty);
    }

    [Test]
    public async Task A_closed_one_says_so()
    {
        var store = await TableStore.OpenTemporaryAsync(Options());
        var folder = store.Path;
        await store.DisposeAsync();
        await store.DisposeAsync();

        Assert.That(() => store.QueryAsync<long>("SELECT 1"), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await store.Series(Readings).AppendAsync(new Reading { Timestamp = Start, Sensor = "s", Quality = Quality.Good }), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(store.GetHealth().State, Is.EqualTo(StoreState.Closed));
        Assert.That(Directory.Exists(folder), Is.False, "it was a temporary one");
    }

    private static StorageOptions Options() => new() { Tables = { Readings, Sensors }, Journal = { FileSize = 1 << 20 }, Tiering = { Grace = TimeSpan.Zero } };

    private static async Task<List<string>> NamesAsync(DbConnection connection)
    {
        var tables = await connection.GetSchemaAsync("Tables");
        return [.. tables.Rows.Cast<System.Data.DataRow>().Select(r => (string)r["TABLE_NAME"]).Order(StringComparer.Ordinal)];
    }

    internal enum Quality
    {
        None = 0,
        Good,

        [StoredAs("bad?")]
        Doubtful,
    }

    internal sealed record Reading
    {
        public required DateTime Timestamp { get; init; }

        public required string Sensor { get; init; }

        public required Quality Quality { get; init; }

        public int Value { get; init; }
    }

    internal sealed record Sensor
    {
        public required string Name { get; init; }

        public int Floor { get; init; }
    }
}
