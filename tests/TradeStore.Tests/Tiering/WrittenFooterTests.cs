using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Readers;

namespace TradeStore.Tests.Tiering;

/// <summary>The footer of a file is held against what was meant before the file takes the place of anything.</summary>
internal sealed class WrittenFooterTests
{
    private const int Rows = 500;
    private const int ParquetRows = 122_880;

    [TestCase("METADATA, COMPRESSION zstd, FIELD_IDS {ts: 1, name: 3}", "'name' (3, VARCHAR) instead of 'name' (2, VARCHAR)")]
    [TestCase("FIELDS, METADATA, COMPRESSION snappy", "compressed by SNAPPY")]
    [TestCase("FIELDS, COMPRESSION zstd", "its 'tradestore.store' is missing instead of")]
    [TestCase("FIELDS, COMPRESSION zstd, SEGMENT", "its 'tradestore.segment' is '77' instead of")]
    [TestCase("FIELDS, METADATA, COMPRESSION zstd, TYPE", "its column 'number' is INTEGER instead of BIGINT")]
    [TestCase("FIELDS, METADATA, COMPRESSION zstd, ORDER", "its row groups do not follow each other by 'name'", 2100)]
    public async Task What_was_not_meant_is_noticed_and_the_partition_stays_as_it_was(string written, string said, int rowGroup = ParquetRows)
    {
        using var folder = new TemporaryFolder();
        var isArmed = false;
        await using var store = await Quick.OpenAsync(folder, options =>
        {
            options.Tables.Add(EveryTypes.Definition);
            options.Tiering.Reached = point =>
            {
                if (isArmed && point == TieringPoint.Built)
                {
                    Write(Directory.EnumerateFiles(Path.Combine(folder.Path, "staging"), "*", SearchOption.AllDirectories).Single(), written, rowGroup);
                }
            };
        });
        var rows = written.Contains("ORDER", StringComparison.Ordinal) ? 5000 : Rows;
        await store.Series(EveryTypes.Definition).AppendAsync([.. Enumerable.Range(0, rows).Select(i => new EveryType { Timestamp = Some.Day.AddSeconds(i), Name = $"N{i % 3}", Number = i, List = ["a"] })]);
        await store.Tiering.SealAsync("every_type", Some.Day, Some.Day.AddDays(1));
        var before = Segments(store);
        isArmed = true;

        var failure = (await store.Tiering.ExportAsync("every_type", Some.Day, Some.Day.AddDays(1))).Failed.Single().Cause as StoreCorruptException;

        Assert.That(failure!.Message, Does.Contain(said).And.Contain("the partition is as it was"));
        Assert.That(Segments(store), Is.EqualTo(before));
        Assert.That(await store.QueryAsync<long>("SELECT count(*) FROM every_type"), Is.EqualTo(new[] { (long)rows }));
        Assert.That(Directory.EnumerateFiles(Path.Combine(folder.Path, "cold"), "*", SearchOption.AllDirectories), Is.Empty);
        isArmed = false;
        Assert.That((await store.Tiering.ExportAsync("every_type", Some.Day, Some.Day.AddDays(1))).Done, Has.Count.EqualTo(1));
        Assert.That((await store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
    }

    [Test]
    public async Task Bounds_that_are_not_those_of_the_rows_are_noticed([Values("time", "text", "missing")] string what)
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder, o => o.Tables.Add(EveryTypes.Definition));
        await store.Series(EveryTypes.Definition).AppendAsync([.. Enumerable.Range(0, Rows).Select(i => new EveryType { Timestamp = Some.Day.AddSeconds(i), Name = $"N{i % 3}" })]);
        await store.Tiering.ExportAsync("every_type", Some.Day, Some.Day.AddDays(1));
        var segment = store.Parts.Maps!.Current.Segments(EveryTypes.Definition).Single();
        var footer = await TradeStore.Storage.Tiers.Cold.ParquetFooter.Read(store.Parts.Folder.Full(segment.File!)).ParseAsync(CancellationToken.None);
        var metadata = ParquetCopy.Metadata(segment, new Slice(null, Rows, HasTies: false, [], [], []), store.Parts.Tiering!.StoreId);
        Assert.That(WrittenFooter.Difference(footer, segment, metadata), Is.Null);
        var (time, name) = (footer.RowGroups[0].Columns[0].MetaData!, footer.RowGroups[0].Columns[1].MetaData!);
        switch (what)
        {
            case "time":
                time.Statistics!.MaxValue = BitConverter.GetBytes(segment.Content!.Latest - 1);
                break;
            case "text":
                name.Statistics!.MinValue = "N1"u8.ToArray();
                break;
            default:
                time.Statistics = null;
                break;
        }

        Assert.That(WrittenFooter.Difference(footer, segment, metadata), Does.Contain(what switch { "time" => "times reach from", "text" => "'name' reaches from 'N1' to 'N2' instead of 'N0' to 'N2'", _ => "between which times" }));
    }

    private static List<(long Id, Tier Tier, string Location)> Segments(Store store) => [.. store.Parts.Maps!.Current.Segments(EveryTypes.Definition).Select(s => (s.Id, s.Tier, s.Location))];

    // The same rows, and a footer that says something else.
    private static void Write(string file, string written, int rowGroup)
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        var fields = EveryTypes.Definition.Columns.Select(c => c.Type == ColumnType.TextList ? $"{c.Name}: {{__duckdb_field_id: {c.FieldId}, element: {ParquetCopy.ElementId(c)}}}" : $"\"{c.Name}\": {c.FieldId}");
        var metadata = session.QueryTexts($"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}') WHERE decode(key) LIKE 'tradestore.%'", 2).ConvertAll(m => $"\"{m[0]}\": '{m[1]}'");
        var columns = written.Contains("TYPE", StringComparison.Ordinal) ? "* REPLACE (number::INTEGER AS number)" : "*";
        var order = written.Contains("ORDER", StringComparison.Ordinal) ? " ORDER BY ts" : "";
        var options = written
            .Replace("FIELDS, ", $"FIELD_IDS {{{string.Join(", ", fields)}}}, ", StringComparison.Ordinal)
            .Replace("METADATA", $"KV_METADATA {{{string.Join(", ", metadata)}}}", StringComparison.Ordinal)
            .Replace("SEGMENT", $"KV_METADATA {{{string.Join(", ", metadata.Select(m => m.StartsWith("\"tradestore.segment", StringComparison.Ordinal) ? "\"tradestore.segment\": '77'" : m))}}}", StringComparison.Ordinal)
            .Replace(", TYPE", "", StringComparison.Ordinal)
            .Replace(", ORDER", "", StringComparison.Ordinal);
        session.Execute($"COPY (SELECT {columns} FROM read_parquet('{file}'){order}) TO '{file}.other' (FORMAT parquet, ROW_GROUP_SIZE {rowGroup}, {options})");
        File.Move($"{file}.other", file, overwrite: true);
    }
}
