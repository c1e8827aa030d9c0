using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Tables;
using TradeStore.Tests.Support;

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

        Assert.That(ContentReading.Difference(BarTable.Definition, before, Read(Table)), Does.Contain(said));
    }

    [Test]
    public void What_was_counted_column_by_column_is_compared_column_by_column()
    {
        var before = ByColumn() with { RowHash = null };
        Assert.That(ContentReading.Difference(BarTable.Definition, before, ByColumn()), Is.Null);
        _session.Execute("UPDATE bars SET close = close + 0.00000001 WHERE trade_count = 7");

        Assert.That(ContentReading.Difference(BarTable.Definition, before, ByColumn()), Does.Contain("'close'"));
        Assert.That(ContentReading.Sum([before, Read(Table)]).RowHash, Is.Null, "what is not known of a part is not known of the whole");

        SegmentContent ByColumn() => ContentReading.Read(_session, BarTable.Definition, Table, BarTable.Definition.Columns.Count, byColumn: true);
    }

    [Test]
    public void Parts_add_up_to_the_whole()
    {
        var parts = new[] { Read($"{Table} WHERE trade_count < 30"), Read($"{Table} WHERE trade_count >= 30") };
        var whole = Read(Table);

        Assert.That(ContentReading.Difference(BarTable.Definition, whole, ContentReading.Sum(parts)), Is.Null);
        Assert.That(ContentReading.Sum(parts).RawBytes, Is.EqualTo(whole.RawBytes));
        Assert.That(ContentReading.Sum(parts).RowHash, Is.EqualTo(whole.RowHash));
    }

    [Test]
    public void Hashes_of_another_version_of_the_engine_are_not_compared_but_counts_are()
    {
        var other = Read(Table) with { HashedBy = "0.0.1", RowHash = "1" };

        Assert.That(ContentReading.Difference(BarTable.Definition, other, Read(Table)), Is.Null);
        Assert.That(ContentReading.Difference(BarTable.Definition, other with { Rows = 1 }, Read(Table)), Is.Not.Null);
    }

    [Test]
    public void Nothing_is_a_content_too()
    {
        var nothing = Read($"{Table} WHERE false");
        Assert.That((nothing.Rows, nothing.RawBytes), Is.EqualTo((0, 0)));
    }

    private string? Difference(string rows) => ContentReading.Difference(BarTable.Definition, Read(Table), Read(rows));

    private SegmentContent Read(string rows) => ContentReading.Read(_session, BarTable.Definition, rows, BarTable.Definition.Columns.Count);
}
