using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Tests.Vectors;

public sealed class ChunkAppenderTests
{
    private DuckDbInstance _instance = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void Open()
    {
        _instance = DuckDbInstance.Open(":memory:");
        _session = _instance.Connect();
        _session.Execute("CREATE TABLE t (k INTEGER NOT NULL CHECK (k >= 0), v BIGINT)");
    }

    [TearDown]
    public void Close()
    {
        _session.Dispose();
        _instance.Dispose();
    }

    [Test]
    public void Rows_not_flushed_are_discarded_when_the_appender_is_disposed_without_close()
    {
        using (var appender = _session.CreateAppender("t"))
        using (var chunk = Rows([1, 2]))
        {
            appender.Append(chunk);
        }

        Assert.That(Count(), Is.Zero);
    }

    [Test]
    public void Closing_keeps_the_rows_and_closing_again_does_nothing()
    {
        using var appender = _session.CreateAppender("t", "main", "memory");
        using var chunk = Rows([1, 2]);
        appender.Append(chunk);
        appender.Flush();
        appender.Append(chunk);
        appender.Close();
        appender.Close();

        Assert.That(Count(), Is.EqualTo(4));
        Assert.That(() => appender.Append(chunk), Throws.InvalidOperationException);
    }

    [Test]
    public void A_failed_append_poisons_only_its_own_appender()
    {
        _session.Execute("BEGIN");
        using var good = Rows([1]);
        using var bad = Rows([2, -1, 3]);
        var failed = _session.CreateAppender("t");
        failed.Append(bad);

        var failure = Assert.Throws<DuckDbException>(failed.Flush)!;
        Assert.That(failure.ErrorType, Is.EqualTo(DuckDBErrorType.Constraint), failure.Message);
        Assert.That(() => failed.Append(good), Throws.InstanceOf<DuckDbException>().With.Message.Contains("failed before"));
        Assert.That(failed.Close, Throws.InstanceOf<DuckDbException>());
        Assert.That(failed.Dispose, Throws.Nothing);
        _session.Execute("ROLLBACK");

        using var next = _session.CreateAppender("t");
        next.Append(good);
        next.Close();
        Assert.That(Count(), Is.EqualTo(1));
    }

    [Test]
    public void Nothing_of_a_failed_batch_is_kept_even_in_autocommit()
    {
        using (var bad = Rows([2, -1, 3]))
        using (var appender = _session.CreateAppender("t"))
        {
            appender.Append(bad);
            Assert.That(appender.Close, Throws.InstanceOf<DuckDbException>());
        }

        Assert.That(Count(), Is.Zero);
    }

    [Test]
    public void Without_a_transaction_rows_are_committed_by_themselves_at_204800()
    {
        using var chunk = Rows([.. Enumerable.Range(0, DataChunk.Capacity)]);
        using (var appender = _session.CreateAppender("t"))
        {
            for (var rows = 0; rows < 204_800 + DataChunk.Capacity; rows += DataChunk.Capacity)
            {
                appender.Append(chunk);
            }
        }

        Assert.That(Count(), Is.EqualTo(204_800), "this is why an appender belongs into a transaction");
    }

    [Test]
    public void An_appender_for_a_missing_table_says_so()
    {
        var failure = Assert.Throws<DuckDbException>(() => _session.CreateAppender("nowhere"))!;

        Assert.That(failure.ErrorType, Is.EqualTo(DuckDBErrorType.Catalog), failure.Message);
        Assert.That(failure.Message, Does.Contain("nowhere"));
    }

    [Test]
    public void Chunks_with_other_columns_are_refused()
    {
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var chunk = DataChunk.Create([integer]);
        chunk.RowCount = 1;
        using var appender = _session.CreateAppender("t");

        Assert.That(() => appender.Append(chunk), Throws.InstanceOf<DuckDbException>());
    }

    [Test]
    public void A_merge_runs_over_the_appended_chunks()
    {
        _session.Execute("INSERT INTO t VALUES (1, 10), (2, 20)");
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var bigint = LogicalType.Of(DuckDBType.BigInt);
        using var chunk = Rows([2, 3]);
        using (var appender = _session.CreateQueryAppender(
            "MERGE INTO t USING incoming AS n ON t.k = n.k WHEN MATCHED THEN UPDATE SET v = n.v WHEN NOT MATCHED THEN INSERT VALUES (n.k, n.v)",
            [integer, bigint],
            ["k", "v"],
            "incoming"))
        {
            appender.Append(chunk);
            appender.Close();
        }

        Assert.That(_session.QueryScalar<string>("SELECT string_agg(k || ':' || v, ' ' ORDER BY k) FROM t"), Is.EqualTo("1:10 2:200 3:300"));
    }

    [Test]
    public void A_query_appender_takes_many_columns_again_and_again()
    {
        const int Columns = 40;
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var chunk = DataChunk.Create([.. Enumerable.Repeat(integer, Columns)]);
        string[] names = [.. Enumerable.Range(0, Columns).Select(i => $"a_column_with_a_longer_name_{i}")];
        for (var round = 1; round <= 200; round++)
        {
            using var appender = _session.CreateQueryAppender(
                $"INSERT INTO t SELECT {names[0]}, {names[^1]} FROM appended_data", [.. Enumerable.Repeat(integer, Columns)], names);
            for (var column = 0; column < Columns; column++)
            {
                chunk.GetVector(column).Values<int>()[0] = column;
            }

            chunk.RowCount = 1;
            appender.Append(chunk);
            appender.Close();
        }

        Assert.That(_session.QueryScalar<string>("SELECT count(*) || ' ' || min(k) || ' ' || max(v) FROM t"), Is.EqualTo("200 0 39"));
    }

    [Test]
    public void A_failing_query_appender_throws_with_its_statement_and_keeps_nothing()
    {
        using var integer = LogicalType.Of(DuckDBType.Integer);
        const string Sql = "INSERT INTO t SELECT k, k FROM appended_data";
        using (var chunk = Keys([1, -2]))
        using (var appender = _session.CreateQueryAppender(Sql, [integer], ["k"]))
        {
            appender.Append(chunk);
            var failure = Assert.Throws<DuckDbException>(appender.Close)!;
            Assert.That(failure.ErrorType, Is.EqualTo(DuckDBErrorType.Constraint), failure.Message);
            Assert.That(failure.Sql, Is.EqualTo(Sql));
        }

        Assert.That(Count(), Is.Zero);
    }

    [Test]
    public void A_statement_that_does_not_parse_fails_when_the_appender_is_flushed()
    {
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var chunk = Keys([1]);
        using var appender = _session.CreateQueryAppender("INSERT INTO", [integer], ["k"]);
        appender.Append(chunk);

        Assert.That(appender.Flush, Throws.InstanceOf<DuckDbException>().With.Property(nameof(DuckDbException.ErrorType)).EqualTo(DuckDBErrorType.Parser));
    }

    [Test]
    public void Json_is_not_looked_at_when_it_is_appended_so_the_caller_must()
    {
        _session.Execute("CREATE TABLE j (v JSON)");
        using var type = LogicalType.Of(DuckDBType.Varchar);
        using var chunk = DataChunk.Create([type]);
        chunk.GetVector(0).SetUtf8(0, "{broken"u8);
        chunk.RowCount = 1;
        using var appender = _session.CreateAppender("j");
        appender.Append(chunk);
        appender.Close();

        Assert.That(_session.QueryScalar<bool>("SELECT json_valid(v) FROM j"), Is.False);
    }

    private static DataChunk Keys(int[] keys)
    {
        using var integer = LogicalType.Of(DuckDBType.Integer);
        var chunk = DataChunk.Create([integer]);
        keys.CopyTo(chunk.GetVector(0).Values<int>());
        chunk.RowCount = keys.Length;
        return chunk;
    }

    private static DataChunk Rows(int[] keys)
    {
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var bigint = LogicalType.Of(DuckDBType.BigInt);
        var chunk = DataChunk.Create([integer, bigint]);
        for (var row = 0; row < keys.Length; row++)
        {
            chunk.GetVector(0).Values<int>()[row] = keys[row];
            chunk.GetVector(1).Values<long>()[row] = keys[row] * 100L;
        }

        chunk.RowCount = keys.Length;
        return chunk;
    }

    private long Count() => _session.QueryScalar<long>("SELECT count(*) FROM t");
}
