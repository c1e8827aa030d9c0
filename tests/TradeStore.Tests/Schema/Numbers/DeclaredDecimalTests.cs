using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Numbers;

/// <summary>DECIMALs that a user declares, of every precision and scale.</summary>
internal sealed class DeclaredDecimalTests
{
    [Test]
    public async Task Every_precision_and_scale_is_exact_in_every_tier()
    {
        var random = Quick.Seeded(22);
        var formats = Enumerable.Range(1, 38).Select(precision => new DecimalFormat((byte)precision, (byte)random.Next(0, precision + 1))).Concat([new(38, 38), new(28, 28), new(4, 4)]).Distinct().ToList();
        var tables = formats.ConvertAll(f => Table(f.Precision, f.Scale));
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => tables.ForEach(o.Tables.Add));
        var rows = formats.ConvertAll(f => Enumerable.Range(0, 300).Select(i => new Row { Timestamp = Some.Day.AddSeconds(i), Value = i % 7 == 0 ? null : Number(random, f.Precision, f.Scale) }).ToList());
        for (var i = 0; i < tables.Count; i++)
        {
            await store.Series(tables[i]).AppendAsync(rows[i]);
            await CheckAsync(store, tables[i], rows[i], "memtable");
            await store.Tiering.SealAsync(tables[i].Name, Some.Day, Some.Day.AddDays(1));
            await CheckAsync(store, tables[i], rows[i], "sealed");
        }

        foreach (var i in new[] { 3, 8, 17, 37 })
        {
            await store.Tiering.ExportAsync(tables[i].Name, Some.Day, Some.Day.AddDays(1));
            await CheckAsync(store, tables[i], rows[i], "cold");
        }
    }

    [TestCase(4, 2, "100")]
    [TestCase(4, 2, "-0.001")]
    [TestCase(9, 0, "0.5")]
    [TestCase(18, 18, "1")]
    [TestCase(38, 20, "1000000000000000000")]
    public async Task What_does_not_fit_is_refused(int precision, int scale, string value)
    {
        var table = Table(precision, scale);
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Tables.Add(table));

        var error = await Assert.ThrowsAsync<InvalidRowException>(async () => await store.Series(table).AppendAsync(new Row { Timestamp = Some.Day, Value = decimal.Parse(value) }));

        Assert.That(error!.Message, Does.Contain($"DECIMAL({precision},{scale})"));
    }

    [TestCase(0, 0)]
    [TestCase(39, 8)]
    [TestCase(8, 9)]
    [TestCase(8, -1)]
    public void There_is_no_other_decimal(int precision, int scale) => Assert.That(() => Table(precision, scale), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Typed_conditions_compare_with_numbers_that_the_column_does_not_hold()
    {
        var (narrow, widest) = (Table(4, 2), Table(38, 18));
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o =>
        {
            o.Tables.Add(narrow);
            o.Tables.Add(widest);
        });
        foreach (var table in new[] { narrow, widest })
        {
            await store.Series(table).AppendAsync([new Row { Timestamp = Some.Day, Value = 1.25m }, new Row { Timestamp = Some.Day.AddSeconds(1), Value = -99.99m }]);
            var query = store.Series(table).Query();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await query.Where(r => r.Value < 79_228_162_514_264_337_593_543_950_335m).CountAsync(), Is.EqualTo(2));
                Assert.That(await query.Where(r => r.Value > -100.001m).CountAsync(), Is.EqualTo(2));
                Assert.That(await query.Where(r => r.Value == 1.2500000000000000000000000001m).CountAsync(), Is.Zero);
                Assert.That(await query.Where(r => r.Value >= 1.2500000000000000000000000001m).CountAsync(), Is.Zero);
                Assert.That(await query.Where(r => r.Value <= 1.2500000000000000000000000001m).CountAsync(), Is.EqualTo(2));
                Assert.That(await query.Where(r => r.Value == 1.25m).CountAsync(), Is.EqualTo(1));
            }
        }
    }

    private static Table<Row> Table(int precision, int scale) => new TableBuilder<Row>()
        .Timestamp(1, "ts", r => r.Timestamp)
        .Decimal(2, "value", r => r.Value, precision, scale)
        .Build(new TableSettings { Name = $"numbers_{precision}_{Math.Abs(scale)}", TimeColumn = "ts", Key = ["ts"], Span = PartitionSpan.Day, Duplicates = DuplicateRule.KeepBoth });

    private static async Task CheckAsync(Store store, Table<Row> table, List<Row> rows, string where)
    {
        var read = await store.Series(table).GetAsync(Some.Day, Some.Day.AddDays(1));
        Assert.That(read.Select(r => r.Value), Is.EqualTo(rows.Select(r => r.Value)), $"{table.Name} {where}");
        var sums = await store.QueryAsync<string>($"SELECT CAST(sum(value) AS VARCHAR) FROM {table.Name}");
        Assert.That(System.Numerics.BigInteger.Parse(sums[0].Replace(".", "")), Is.EqualTo(rows.Aggregate(System.Numerics.BigInteger.Zero, (sum, r) => sum + Scaled(table, r.Value ?? 0))), $"{table.Name} {where}");
    }

    private static System.Numerics.BigInteger Scaled(Table<Row> table, decimal value)
    {
        TradeStore.DuckDb.Vectors.DecimalConversion.TryToScaled128(value, table.Columns[1].Precision, table.Columns[1].Scale, out var scaled);
        return scaled;
    }

    // As many digits as the column and a decimal hold; few enough in sum for the engine's widest type.
    private static decimal Number(Random random, int precision, int scale)
    {
        var digits = random.Next(1, Math.Min(precision, 27) + 1);
        var mantissa = decimal.Parse(string.Concat(Enumerable.Range(0, digits).Select(_ => (char)('0' + random.Next(10)))));
        var decimals = Math.Min(scale, 28);
        var whole = precision - scale;
        while (digits - decimals > whole)
        {
            mantissa = Math.Truncate(mantissa / 10);
            digits--;
        }

        return (random.Next(2) == 0 ? 1 : -1) * mantissa * new decimal(1, 0, 0, false, (byte)decimals);
    }

    internal sealed record Row
    {
        public DateTime Timestamp { get; init; }

        public decimal? Value { get; init; }
    }
}
