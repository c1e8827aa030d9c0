using System.Text.Json;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;
using TradeStore.Tests.Trading;

namespace TradeStore.Tests.Tiering;

/// <summary>The Parquet files as another author's reader finds them: the same rows to the last digit, the same types, and the store's metadata.</summary>
internal sealed class IndependentReaderTests
{
    private static readonly DateTime From = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime To = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [OneTimeSetUp]
    public static Task Install() => ParquetByNode.InstallAsync();

    [Test]
    public async Task A_reader_of_another_author_finds_the_rows_the_types_and_the_metadata()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Golden.GoldenRows.Ticks);
        await store.Bars.AppendAsync(Golden.GoldenRows.Bars);
        await store.Bars.AppendAsync(Golden.GoldenRows.ReplacingBars);
        await store.Bots.RegisterAsync(Some.Bot("momentum"));
        var order = (await store.Orders.SubmitAsync([Orders.Some()]))[0];
        await store.Executions.RecordAsync([.. Enumerable.Range(1, 20).Select(i => Orders.Fill(order, i / 8m, 100 + (i / 100_000_000m)) with { ExecutedAt = Some.Day.AddDays(i).AddMicroseconds(i) })]);
        foreach (var table in (string[])["market_ticks", "ohlcv_bars", "executions"])
        {
            await CheckAsync(store, table);
        }
    }

    private static async Task CheckAsync(Store store, string name)
    {
        Assert.That(store.Parts.Catalog!.TryGet(name, out var table), Is.True);
        var expected = await store.QueryAsync<string>($"SELECT {string.Join(" || '|' || ", table!.Columns.Select(Text))} FROM {name}");
        Assert.That(expected, Is.Not.Empty);
        var report = await store.Tiering.ExportAsync(name, From, To);
        Assert.That(report.Failed, Is.Empty);
        var rows = new List<string>();
        foreach (var segment in store.Parts.Maps!.Current.Segments(table!))
        {
            var lines = await ParquetByNode.ReadAsync(store.Parts.Folder.Full(segment.File!));
            using var head = JsonDocument.Parse(lines[0]);
            CheckHead(head.RootElement, table!, segment, lines.Count - 1, store.Parts.Tiering!.StoreId);
            rows.AddRange(lines.Skip(1).Select(line => JsonSerializer.Deserialize<string>(line)!));
        }

        Assert.That(rows.Order(StringComparer.Ordinal), Is.EqualTo(expected.Order(StringComparer.Ordinal)), name);
    }

    private static void CheckHead(JsonElement head, TableSchema table, TradeStore.Storage.Tiers.Segment segment, int rows, Guid storeId)
    {
        Assert.That(head.GetProperty("rows").GetInt32(), Is.EqualTo(rows));
        Assert.That(head.GetProperty("codecs").EnumerateArray().Select(c => c.GetString()), Is.EqualTo(new[] { "ZSTD" }));
        var values = head.GetProperty("values").EnumerateObject().Where(v => v.Name.StartsWith("tradestore.", StringComparison.Ordinal)).ToDictionary(v => v.Name, v => v.Value.GetString());
        Assert.That(values, Is.EquivalentTo(new Dictionary<string, string?>
        {
            ["tradestore.store"] = $"{storeId}",
            ["tradestore.table"] = table.Name,
            ["tradestore.schema_version"] = $"{table.Version}",
            ["tradestore.partition"] = segment.Partition.Name,
            ["tradestore.rows"] = $"{rows}",
            ["tradestore.generation"] = $"{segment.Generation}",
            ["tradestore.segment"] = $"{segment.Id}",
        }));
        var columns = head.GetProperty("columns").EnumerateArray().ToList();
        Assert.That(columns.Select(c => c.GetProperty("name").GetString()), Is.EqualTo(table.Columns.Select(c => c.Name)));
        Assert.That(columns.Select(c => c.GetProperty("field").GetInt32()), Is.EqualTo(table.Columns.Select(c => c.FieldId)));
        foreach (var (column, stored) in table.Columns.Zip(columns))
        {
            Assert.That(Kind(stored), Is.EqualTo(Kind(column)), $"{table.Name}.{column.Name}");
        }
    }

    // What the file says of a column, and what the declaration makes one expect.
    private static string Kind(JsonElement column)
    {
        string? Of(string name) => column.TryGetProperty(name, out var value) ? $"{value}" : null;
        return (Of("converted"), Of("logical"), Of("type")) switch
        {
            ("DECIMAL", _, _) => $"DECIMAL({Of("precision")},{Of("scale")})",
            (_, "UUID", _) => "UUID",
            ("TIMESTAMP_MICROS", _, _) or (null, "TIMESTAMP", _) => "TIMESTAMP",
            ("JSON", _, _) or (_, "JSON", _) => "JSON",
            ("UTF8", _, _) or (_, "STRING", _) => "VARCHAR",
            ("LIST", _, _) => "VARCHAR[]",
            (_, _, "BOOLEAN") => "BOOLEAN",
            (_, _, "INT64") => "BIGINT",
            ("DATE", _, _) => "DATE",
            (_, _, "INT32") => "INTEGER",
            (_, _, "DOUBLE") => "DOUBLE",
            var other => $"{other}",
        };
    }

    private static string Kind(ColumnDefinition column) => column.SqlType;

    private static string Text(ColumnDefinition column)
    {
        var name = $"\"{column.Name}\"";
        var text = column.SqlType switch
        {
            "TIMESTAMP" => $"epoch_us({name})::VARCHAR",
            "VARCHAR[]" => $"to_json({name})::VARCHAR",
            _ => $"{name}::VARCHAR",
        };
        return $"coalesce({text}, 'NULL')";
    }
}
