using System.Text.Json;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Verification;
using TradeStore.Tables;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Readers;
using TradeStore.Tests.Trading;

namespace TradeStore.Tests.Tiering;

/// <summary>
/// The Parquet files as two readers that are not DuckDB find them, Parquet.Net and Arrow's (ParquetSharp): the same rows to the last bit, the same types, and
/// the store's metadata.
/// </summary>
internal sealed class IndependentReaderTests
{
    private static readonly DateTime From = new(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime To = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static IEnumerable<string> SeriesTables => BuiltInTables.All.Where(t => t.Kind == TableKind.Series).Select(t => t.Name);

    [Test]
    public async Task Every_built_in_table([ValueSource(nameof(SeriesTables))] string name, [Values] NumberPrecision precision)
    {
        using var folder = new TemporaryFolder();
        var options = Quick.Options(o => o.Precision = precision);
        await using var store = await Store.OpenAsync(folder.Path, options);
        Assert.That(store.Parts.Catalog!.TryGet(name, out var table), Is.True);
        var (rows, random) = (TableRows.Of(table!), Quick.Seeded(name.Length));
        await rows.AppendAsync(store, options, Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? rows.Minimal(random) : rows.Full(random)));
        await CheckAsync(store, table!);
    }

    [Test]
    public async Task Ticks_and_bars_with_anything_that_they_take()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var random = new RandomRows(Quick.Seeded(20260302));
        await store.Ticks.AppendAsync([.. random.Ticks(300).Select(t => t with { Timestamp = Some.Day.AddMicroseconds(t.Timestamp.Microsecond) })]);
        await store.Bars.AppendAsync([.. random.Bars(300).Select(b => b with { Timestamp = Some.Day.AddMicroseconds(b.Timestamp.Microsecond) })]);
        await CheckAsync(store, Find(store, "market_ticks"));
        await CheckAsync(store, Find(store, "ohlcv_bars"));
    }

    [Test]
    public async Task What_repositories_write_over_several_days_and_months()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Golden.GoldenRows.Ticks);
        await store.Bars.AppendAsync(Golden.GoldenRows.Bars);
        await store.Bars.AppendAsync(Golden.GoldenRows.ReplacingBars);
        await store.Bots.RegisterAsync(Some.Bot("momentum"));
        var order = (await store.Orders.SubmitAsync([Orders.Some()]))[0];
        await store.Executions.RecordAsync([.. Enumerable.Range(1, 20).Select(i => Orders.Fill(order, i / 8m, 100 + (i / 100_000_000m)) with { ExecutedAt = Some.Day.AddDays(i).AddMicroseconds(i) })]);
        foreach (var name in (string[])["market_ticks", "ohlcv_bars", "executions"])
        {
            await CheckAsync(store, Find(store, name));
        }
    }

    [Test]
    public async Task Every_type_with_its_extremes_and_NULL()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Tables.Add(EveryTypes.Definition));
        await store.Series(EveryTypes.Definition).AppendAsync(EveryTypes.Rows(Quick.Seeded(38), 2000));
        await CheckAsync(store, EveryTypes.Definition);
    }

    [Test]
    public async Task Columns_without_a_value_and_columns_of_one_value()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Tables.Add(EveryTypes.Definition));
        await store.Series(EveryTypes.Definition).AppendAsync([.. Enumerable.Range(0, 3000).Select(i => new EveryType { Timestamp = Some.Day.AddSeconds(i), Name = "N" })]);
        await CheckAsync(store, EveryTypes.Definition);
    }

    [Test]
    public async Task A_file_of_several_row_groups()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Tables.Add(EveryTypes.Definition));
        await store.Series(EveryTypes.Definition).AppendAsync(EveryTypes.Rows(Quick.Seeded(122), ParquetCopy.RowGroup + 10_000));
        await CheckAsync(store, EveryTypes.Definition);
    }

    [Test]
    public async Task Integers_of_32_bits_that_are_further_apart_than_that()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Tables.Add(EveryTypes.Definition));
        var random = Quick.Seeded(33);
        await store.Series(EveryTypes.Definition).AppendAsync([.. Enumerable.Range(0, 3000).Select(i =>
            new EveryType { Timestamp = Some.Day.AddSeconds(i), Name = "N", Count = (i % 5) switch { 0 => int.MaxValue, 1 => int.MinValue, _ => random.Next() } })]);

        // As the engine would pack their differences, Arrow refuses them and Parquet.Net reads other numbers.
        await CheckAsync(store, EveryTypes.Definition);
    }

    private static TableSchema Find(Store store, string name) => store.Parts.Catalog!.TryGet(name, out var table) ? table : throw new AssertionException(name);

    private static async Task CheckAsync(Store store, TableSchema table)
    {
        var lines = await store.QueryAsync<string>($"SELECT to_json([{string.Join(", ", table.Columns.Select(Text))}])::VARCHAR FROM {table.Name}");
        Assert.That(lines, Is.Not.Empty);
        var expected = lines.Select(line => Line(JsonSerializer.Deserialize<string?[]>(line)!.Zip(table.Columns, (text, column) => ValueText.OfEngine(column.SqlType, text)))).Order(StringComparer.Ordinal).ToList();
        Assert.That((await store.Tiering.ExportAsync(table.Name, From, To)).Failed, Is.Empty);
        var (byParquetNet, byParquetSharp) = (new List<string>(), new List<string>());
        foreach (var segment in store.Parts.Maps!.Current.Segments(table))
        {
            var path = store.Parts.Folder.Full(segment.File!);
            byParquetNet.AddRange(Lines(await ParquetByParquetNet.ReadAsync(path), table, segment, store.Parts.Tiering!.StoreId));
            byParquetSharp.AddRange(Lines(ParquetByParquetSharp.Read(path), table, segment, store.Parts.Tiering!.StoreId));
        }

        Assert.That(byParquetNet.Order(StringComparer.Ordinal), Is.EqualTo(expected), $"{table.Name} by Parquet.Net");
        Assert.That(byParquetSharp.Order(StringComparer.Ordinal), Is.EqualTo(expected), $"{table.Name} by ParquetSharp");
        Assert.That(byParquetSharp, Is.EqualTo(byParquetNet), "in the same order");
        var report = await store.VerifyAsync(VerificationLevel.Independent);
        Assert.That(report.Findings, Is.Empty, $"{table.Name} by its hashes");
        Assert.That(report.Rows, Is.GreaterThanOrEqualTo(expected.Count));
    }

    private static IEnumerable<string> Lines(ParquetContents file, TableSchema table, Segment segment, Guid storeId)
    {
        Assert.That(file.Codecs, Is.EqualTo(new[] { "ZSTD" }));
        Assert.That(file.Metadata.Where(m => m.Key.StartsWith("tradestore.", StringComparison.Ordinal)), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["tradestore.store"] = $"{storeId}",
            ["tradestore.table"] = table.Name,
            ["tradestore.schema_version"] = $"{table.Version}",
            ["tradestore.partition"] = segment.Partition.Name,
            ["tradestore.rows"] = $"{file.Rows}",
            ["tradestore.generation"] = $"{segment.Generation}",
            ["tradestore.segment"] = $"{segment.Id}",
        }));
        Assert.That(file.Columns.Select(c => (c.Name, c.FieldId, c.Type)), Is.EqualTo(table.Columns.Select(c => (c.Name, (int)c.FieldId, c.SqlType))));
        Assert.That(file.Columns.Select(c => (long)c.Values.Count), Has.All.EqualTo(file.Rows));
        return Enumerable.Range(0, (int)file.Rows).Select(row => Line(file.Columns.Select(c => c.Values[row])));
    }

    private static string Line(IEnumerable<string?> values) => JsonSerializer.Serialize(values);

    private static string Text(ColumnDefinition column)
    {
        var name = $"\"{column.Name}\"";
        return column.Type switch
        {
            ColumnType.Timestamp => $"epoch_us({name})::VARCHAR",
            ColumnType.Date => $"({name} - DATE '1970-01-01')::VARCHAR",
            ColumnType.TextList => $"to_json({name})::VARCHAR",
            _ => $"{name}::VARCHAR",
        };
    }
}
