using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Slices hold every row once, in the order of the cluster key.</summary>
internal sealed class SlicePlanTests
{
    private DuckDbInstance _database = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void Open()
    {
        _database = DuckDbInstance.Open(":memory:");
        _session = _database.Connect();
    }

    [TearDown]
    public void Close()
    {
        _session.Dispose();
        _database.Dispose();
    }

    [Test]
    public void Every_row_is_in_one_slice_and_slices_follow_each_other([Values(1, 2, 3, 4, 5, 6, 7, 8)] int seed)
    {
        var random = Quick.Seeded(seed);
        _session.Execute(TableDefinitionSql.Replace(TickTable.Definition, "ticks"));
        var symbols = Enumerable.Range(0, random.Next(1, 12)).Select(i => $"s{random.Next(20)}'{i % 2}").Distinct().ToList();
        foreach (var symbol in symbols)
        {
            foreach (var exchange in new[] { "A", "B", "C" }.Take(random.Next(1, 4)))
            {
                _session.Execute(
                    $"INSERT INTO ticks (ts, exchange, symbol, sequence_number, ingestion_time) SELECT make_timestamp(i), '{exchange}', {TableDefinitionSql.Literal(symbol)}, i, make_timestamp(i) FROM range({random.Next(1, 40)}) t(i)");
            }
        }

        var total = _session.QueryScalar<long>("SELECT count(*) FROM ticks");
        var bound = random.Next(1, 60);
        var slices = SlicePlan.Of(_session, TickTable.Definition, "ticks", bound);

        Assert.That(slices.Sum(s => s.Rows), Is.EqualTo(total));
        Assert.That(slices.Select(s => Count(s.Condition)), Is.EqualTo(slices.Select(s => s.Rows)));
        Assert.That(slices.Select(s => s.HasTies), Is.All.False, "every row has a number");
        var largest = _session.QueryScalar<long>("SELECT max(n) FROM (SELECT count(*) n FROM ticks GROUP BY symbol, exchange)");
        Assert.That(slices.Select(s => s.Rows), Is.All.AtMost(Math.Max(bound, largest)));
        var ends = slices.SelectMany(s => new[] { string.Join('\u0001', s.First), string.Join('\u0001', s.Last) }).ToList();
        Assert.That(ends, Is.EqualTo(ends.Order(StringComparer.Ordinal)));
    }

    [Test]
    public void Rows_without_a_number_are_ties()
    {
        _session.Execute(TableDefinitionSql.Replace(TickTable.Definition, "ticks"));
        _session.Execute("INSERT INTO ticks (ts, exchange, symbol, sequence_number, ingestion_time) SELECT make_timestamp(i), 'A', 's' || i, CASE WHEN i <> 3 THEN i END, make_timestamp(i) FROM range(6) t(i)");

        Assert.That(SlicePlan.Of(_session, TickTable.Definition, "ticks", 2).Select(s => s.HasTies), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public void A_table_without_texts_at_the_head_of_its_cluster_key_is_one_slice_and_no_rows_are_none()
    {
        _session.Execute(TableDefinitionSql.Replace(AuditTable.Definition, "audit"));
        Assert.That(SlicePlan.Of(_session, AuditTable.Definition, "audit", 2), Is.Empty);
        Assert.That(AuditTable.Definition.ClusterTexts, Is.Empty);
        _session.Execute(TableDefinitionSql.Replace(TickTable.Definition, "ticks"));
        Assert.That(SlicePlan.Of(_session, TickTable.Definition, "ticks", 2), Is.Empty);
    }

    private long Count(string? condition) => _session.QueryScalar<long>($"SELECT count(*) FROM ticks AS s{(condition is null ? "" : $" WHERE {condition}")}");
}
