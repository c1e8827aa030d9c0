using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Tests.Schema.Storage;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Verification;

/// <summary>What a reading by Parquet.Net holds in memory. Alone, since memory is the process's.</summary>
[NonParallelizable]
internal sealed class IndependentMemoryTests
{
    private const int RowGroups = 8;
    private const long Rows = RowGroups * 122_880L;

    // Of a text of 100 bytes and more in a row group: itself, its object, its place, and the page that it came from.
    private const long OfAColumn = 122_880L * 300;

    [Test]
    public async Task Memory_is_that_of_a_column_of_a_row_group_and_not_that_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var (path, table) = (Path.Combine(folder.Path, "f.parquet"), Declared.Note(2, hasComment: true));
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        session.Execute(
            $"""
            COPY (SELECT TIMESTAMP '2024-03-05' + INTERVAL (i) MILLISECOND AS ts, 'T' || (i % 7) AS topic, ('"' || md5(i::VARCHAR) || '{new string('x', 64)}' || i || '"')::JSON AS comment FROM range({Rows}) t(i))
            TO '{path}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2, ROW_GROUP_SIZE 122880)
            """);
        var segment = new Segment(1, table, Partition.Containing(table.Span, 1_709_596_800_000_000), "", IsTimeOrdered: false);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;

        var reading = Task.Run(() => ParquetFileReading.ReadAsync(path, segment, CancellationToken.None));
        while (!reading.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            await Task.WhenAny(reading, Task.Delay(10));
        }

        var read = await reading;
        Assert.That(read.Rows, Is.EqualTo(Rows));
        Assert.That(ContentReading.Difference(ContentReading.Read(session, table, table.Columns, $"read_parquet('{path}')"), read), Is.Null);
        await TestContext.Out.WriteLineAsync($"{most >> 20} MB alive at most; the texts of the file have {read.RawBytes >> 20} MB");
        Assert.That(most, Is.LessThan(2 * OfAColumn).And.LessThan(read.RawBytes));
    }
}
