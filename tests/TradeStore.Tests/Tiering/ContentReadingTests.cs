using System.IO.Hashing;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;

namespace TradeStore.Tests.Tiering;

/// <summary>What tells two tables apart that are to be the same.</summary>
internal sealed class ContentReadingTests
{
    private const string Table = "bars";
    private DuckDbInstance _database = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void Open()
    {
        _database = DuckDbInstance.Open(":memory:");
        _session = _database.Connect();
        _session.Execute(TableDefinitionSql.Create(BarTable.Definition, Table));
        _session.Execute(
            $"""
            INSERT INTO {Table} SELECT 'X', 'S' || (i % 3), '1m', TIMESTAMP '2024-03-05' + INTERVAL (i) MINUTE, i, i + 1, i - 1, i, i * 1.5, CASE WHEN i % 2 = 0 THEN i END, i, true, NULL
            FROM range(100) t(i)
            """);
    }

    [TearDown]
    public void Close()
    {
        _session.Dispose();
        _database.Dispose();
    }

    [Test]
    public void The_order_of_the_rows_does_not_matter()
    {
        Assert.That(Difference($"(SELECT * FROM {Table} ORDER BY ts DESC)"), Is.Null);
    }

    [TestCase("DELETE FROM bars WHERE trade_count = 7", "99 rows instead of 100")]
    [TestCase("INSERT INTO bars SELECT * FROM bars WHERE trade_count = 7", "101 rows instead of 100")]
    [TestCase("UPDATE bars SET ts = ts + INTERVAL 1 DAY WHERE trade_count = 99", "times reach")]
    [TestCase("UPDATE bars SET ts = ts + INTERVAL 1 MICROSECOND WHERE trade_count = 7", "rows")]
    [TestCase("UPDATE bars SET close = close + 0.00000001 WHERE trade_count = 7", "rows")]
    [TestCase("UPDATE bars SET symbol = 'S9' WHERE trade_count = 7", "rows")]
    [TestCase("UPDATE bars SET vwap = 0 WHERE trade_count = 7", "rows")]
    [TestCase("UPDATE bars SET vwap = NULL WHERE trade_count = 8", "rows")]
    [TestCase("UPDATE bars SET indicators = '{}' WHERE trade_count = 8", "rows")]
    [TestCase("UPDATE bars SET is_complete = false WHERE trade_count = 8", "rows")]
    [TestCase("UPDATE bars SET close = CASE trade_count WHEN 7 THEN 9 ELSE 7 END WHERE trade_count IN (7, 9)", "values of its rows")]
    [TestCase("UPDATE bars SET open = high, high = open WHERE trade_count = 7", "values of its rows")]
    public void What_differs_is_found(string change, string said)
    {
        var before = Read(Table);
        _session.Execute(change);

        Assert.That(ContentReading.Difference(before, Read(Table)), Does.Contain(said));
    }

    [Test]
    public void The_documented_hash_is_the_hash()
    {
        _session.Execute("DELETE FROM bars WHERE trade_count NOT IN (7, 8)");
        var expected = 0UL;
        using (var result = _session.Query($"SELECT * FROM {Table}"))
        {
            using var chunk = result.FetchChunk()!;
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var hash = 0UL;
                foreach (var column in BarTable.Definition.Columns)
                {
                    var vector = chunk.GetVector(column.FieldId - 1);
                    if (!vector.IsNull(row))
                    {
                        hash = XxHash3.HashToUInt64(column.Type is ColumnType.Text or ColumnType.Json ? vector.GetUtf8(row) : vector.ValueBytes.Slice(row * column.Width, column.Width), unchecked((long)(hash + column.FieldId)));
                    }
                }

                expected = unchecked(expected + hash);
            }
        }

        Assert.That(Read(Table).ValueHash, Is.EqualTo($"{expected:x16}"));
    }

    [Test]
    public void Sources_that_are_asked_together_are_each_counted_for_itself()
    {
        string[] sources = [$"(SELECT * FROM {Table} WHERE trade_count < 30)", $"(SELECT * FROM {Table} WHERE false)", $"(SELECT * FROM {Table} WHERE trade_count >= 30)"];

        Assert.That(ContentReading.ReadEach(_session, BarTable.Definition, sources), Is.EqualTo(sources.Select(Read)));
    }

    [Test]
    public void Parts_add_up_to_the_whole()
    {
        var parts = new[] { Read($"{Table} WHERE trade_count < 30"), Read($"{Table} WHERE trade_count >= 30") };
        var whole = Read(Table);

        Assert.That(ContentReading.Difference(whole, ContentReading.Sum(parts)), Is.Null);
        Assert.That(ContentReading.Sum(parts).RawBytes, Is.EqualTo(whole.RawBytes));
        Assert.That(ContentReading.Sum(parts).ValueHash, Is.EqualTo(whole.ValueHash));
    }

    [Test]
    public void Nothing_is_a_content_too()
    {
        var nothing = Read($"{Table} WHERE false");
        Assert.That((nothing.Rows, nothing.RawBytes), Is.EqualTo((0, 0)));
    }

    private string? Difference(string rows) => ContentReading.Difference(Read(Table), Read(rows));

    private SegmentContent Read(string rows) => ContentReading.Read(_session, BarTable.Definition, BarTable.Definition.Columns, rows);
}
