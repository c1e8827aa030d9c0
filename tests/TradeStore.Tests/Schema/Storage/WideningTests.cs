using TradeStore.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Storage;

/// <summary>A column of a user's table that gets more digits with a higher version.</summary>
internal sealed class WideningTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(9, 2, 18, 8)]
    [TestCase(18, 8, 28, 8)]
    [TestCase(18, 8, 38, 18)]
    [TestCase(28, 8, 38, 10)]
    public async Task Rows_of_files_tables_and_the_journal_are_exact_and_larger_ones_fit(int precision, int scale, int widerPrecision, int widerScale)
    {
        var (before, after) = (Table(1, precision, scale), Table(2, widerPrecision, widerScale));
        await WriteAsync(before);
        using var killed = new TemporaryFolder();
        await using (var store = await OpenAsync(_folder, before, o => o.Writing.MaximumDelay = TimeSpan.FromSeconds(10)))
        {
            await store.Series(before).AppendAsync(Row(3, 4.25m));
            FolderImage.Copy(_folder.Path, killed.Path);
        }

        await using (var store = await OpenAsync(killed, after))
        {
            Assert.That(store.OpenReport.ReplayedBatches, Is.GreaterThan(0));
            await CheckAsync(store, after, 1.25m, 2.25m, 3.25m, 4.25m);
            var larger = 1 + new decimal(1, 0, 0, isNegative: false, (byte)widerScale);
            await store.Series(after).AppendAsync([Row(0, larger, second: 1), Row(1, larger, second: 1), Row(3, larger, second: 1)]);
            await CheckAsync(store, after, 1.25m, larger, 2.25m, larger, 3.25m, 4.25m, larger);
            Assert.That((await store.Tiering.SealAsync("numbers", Some.Day, Some.Day.AddDays(9))).Failed, Is.Empty);
            await CheckAsync(store, after, 1.25m, larger, 2.25m, larger, 3.25m, 4.25m, larger);
            Assert.That((await store.Tiering.ExportAsync("numbers", Some.Day, Some.Day.AddDays(9))).Failed, Is.Empty);
            await CheckAsync(store, after, 1.25m, larger, 2.25m, larger, 3.25m, 4.25m, larger);

            Assert.That((await store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
        }
    }

    [Test]
    public async Task A_file_that_was_widened_twice_is_still_what_was_written()
    {
        await WriteAsync(Table(1, 9, 2));
        await using (await OpenAsync(_folder, Table(2, 18, 8)))
        {
        }

        var widest = Table(3, 38, 18);
        await using var store = await OpenAsync(_folder, widest);
        await CheckAsync(store, widest, 1.25m, 2.25m, 3.25m);
        Assert.That((await store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
    }

    [TestCase(2, 17, 8, TestName = "fewer digits")]
    [TestCase(2, 18, 9, TestName = "fewer digits before the point")]
    [TestCase(2, 28, 7, TestName = "fewer decimals")]
    [TestCase(1, 28, 8, TestName = "no higher version")]
    public async Task Nothing_else_is_done_to_a_column(int version, int precision, int scale)
    {
        await WriteAsync(Table(1, 18, 8));
        var before = FolderImage.Of(_folder.Path);

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(() => OpenAsync(_folder, Table((ushort)version, precision, scale)));

        Assert.That(error!.Message, Does.Contain($"is DECIMAL(18,8) in the store and DECIMAL({precision},{scale}) in the declaration"));
        Assert.That(FolderImage.Of(_folder.Path), Is.EqualTo(before));
    }

    // A file, a sealed table, an open table.
    private async Task WriteAsync(Table<Numbers.DeclaredDecimalTests.Row> table)
    {
        await using var store = await OpenAsync(_folder, table);
        await store.Series(table).AppendAsync([Row(0, 1.25m), Row(1, 2.25m), Row(2, 3.25m)]);
        await store.Tiering.ExportAsync("numbers", Some.Day, Some.Day.AddDays(1));
        await store.Tiering.SealAsync("numbers", Some.Day.AddDays(1), Some.Day.AddDays(2));
    }

    private static async Task CheckAsync(Store store, Table<Numbers.DeclaredDecimalTests.Row> table, params decimal[] values)
    {
        var read = await store.Series(table).GetAsync(Some.Day, Some.Day.AddDays(9));
        Assert.That(read.Select(r => r.Value), Is.EqualTo(values));
        Assert.That(await store.QueryAsync<decimal>("SELECT value FROM numbers ORDER BY ts"), Is.EqualTo(values));
        Assert.That(await store.QueryAsync<string>("SELECT DISTINCT typeof(value) FROM numbers"), Is.EqualTo(new[] { table.Columns[1].SqlType }));
    }

    private static Task<Store> OpenAsync(TemporaryFolder folder, TableSchema table, Action<StoreOptions>? change = null) => Quick.OpenAsync(folder, o =>
    {
        o.Tables.Add(table);
        change?.Invoke(o);
    });

    private static Numbers.DeclaredDecimalTests.Row Row(int day, decimal value, int second = 0) => new() { Timestamp = Some.Day.AddDays(day).AddSeconds(second), Value = value };

    private static Table<Numbers.DeclaredDecimalTests.Row> Table(ushort version, int precision, int scale) => new TableBuilder<Numbers.DeclaredDecimalTests.Row>()
        .Timestamp(1, "ts", r => r.Timestamp)
        .Decimal(2, "value", r => r.Value, precision, scale)
        .Build(new TableSettings { Name = "numbers", Version = version, TimeColumn = "ts", Key = ["ts"], Span = PartitionSpan.Day });
}
