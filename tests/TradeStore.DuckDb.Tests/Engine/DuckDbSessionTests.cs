using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Tests.Engine;

public sealed class DuckDbSessionTests
{
    private DuckDbInstance _instance = null!;
    private DuckDbSession _session = null!;

    [SetUp]
    public void Open()
    {
        _instance = DuckDbInstance.Open(":memory:");
        _session = _instance.Connect();
    }

    [TearDown]
    public void Close()
    {
        _session.Dispose();
        _instance.Dispose();
    }

    [Test]
    public void Several_statements_run_in_one_call()
    {
        _session.Execute("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2); INSERT INTO t VALUES (3)");

        Assert.That(_session.QueryScalar<long>("SELECT count(*) FROM t"), Is.EqualTo(3));
    }

    [Test]
    public void Scalars_come_in_the_type_asked_for()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_session.QueryScalar<int>("SELECT 42::BIGINT"), Is.EqualTo(42));
            Assert.That(_session.QueryScalar<long>("SELECT sum(i) FROM range(10) t(i)"), Is.EqualTo(45), "a sum of BIGINT is a HUGEINT");
            Assert.That(_session.QueryScalar<double>("SELECT 1.5::DOUBLE"), Is.EqualTo(1.5));
            Assert.That(_session.QueryScalar<bool>("SELECT true"), Is.True);
            Assert.That(_session.QueryScalar<string>("SELECT 'zwölf Boxkämpfer'"), Is.EqualTo("zwölf Boxkämpfer"));
            Assert.That(_session.QueryScalar<decimal>("SELECT 182.50050700::DECIMAL(18,8)"), Is.EqualTo(182.500507m));
            Assert.That(
                _session.QueryScalar<DateTime>("SELECT TIMESTAMP '2013-10-07 08:00:30.270001'"),
                Is.EqualTo(new DateTime(2013, 10, 7, 8, 0, 30, 270, 1, DateTimeKind.Utc)));
            Assert.That(
                _session.QueryScalar<Guid>("SELECT UUID '00112233-4455-6677-8899-aabbccddeeff'"),
                Is.EqualTo(new Guid("00112233-4455-6677-8899-aabbccddeeff")));
            Assert.That(_session.QueryScalar<long?>("SELECT NULL::BIGINT"), Is.Null);
            Assert.That(_session.QueryScalar<string>("SELECT 'x' WHERE false"), Is.Null);
            Assert.That(() => _session.QueryScalar<long>("SELECT NULL::BIGINT"), Throws.InstanceOf<InvalidCastException>());
        }
    }

    [TestCase("SELEKT 1", DuckDBErrorType.Parser)]
    [TestCase("SELECT * FROM nowhere", DuckDBErrorType.Catalog)]
    [TestCase("SELECT no_column FROM range(1)", DuckDBErrorType.Binder)]
    [TestCase("SELECT CAST('x' AS INTEGER)", DuckDBErrorType.Conversion)]
    [TestCase("SELECT 2147483647::INTEGER + 1::INTEGER", DuckDBErrorType.OutOfRange)]
    [TestCase("COMMIT", DuckDBErrorType.Transaction)]
    public void Errors_carry_the_kind_and_the_statement(string sql, DuckDBErrorType expected)
    {
        using (Assert.EnterMultipleScope())
        {
            var executed = Assert.Throws<DuckDbException>(() => _session.Execute(sql))!;
            Assert.That(executed.ErrorType, Is.EqualTo(expected), executed.Message);
            Assert.That(executed.Sql, Is.EqualTo(sql));

            var queried = Assert.Throws<DuckDbException>(() => _session.QueryScalar<long>(sql))!;
            Assert.That(queried.ErrorType, Is.EqualTo(expected), queried.Message);
            Assert.That(queried.IsFatal, Is.False);
        }
    }

    [Test]
    public void Prepare_takes_exactly_one_statement()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => _session.Prepare("SELECT 1; SELECT 2"), Throws.InstanceOf<DuckDbException>());
            Assert.That(() => _session.Prepare(""), Throws.InstanceOf<DuckDbException>());
            Assert.That(() => _session.Prepare("-- nothing"), Throws.InstanceOf<DuckDbException>());
        }
    }

    [Test]
    public void Text_that_C_would_cut_off_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => _session.Execute("SELECT 1 \0; DROP TABLE t"), Throws.ArgumentException);
            Assert.That(() => _session.Prepare("SELECT '\uD800'"), Throws.ArgumentException);
            Assert.That(() => _session.CreateAppender("t\0"), Throws.ArgumentException);
        }
    }

    [Test]
    public void An_error_in_the_middle_of_a_stream_is_thrown_and_not_taken_for_its_end()
    {
        using var result = _session.Query(
            "SELECT CASE WHEN i = 900000 THEN error('boom') ELSE i END FROM range(1000000) t(i)");

        var failure = Assert.Throws<DuckDbException>(() => Drain(result))!;

        Assert.That(failure.Message, Does.Contain("boom"));
    }

    [Test]
    public void A_stream_that_preparing_another_statement_ended_throws()
    {
        using var result = _session.Query("SELECT i FROM range(10000000) t(i)");
        result.FetchChunk()!.Dispose();
        using var other = _session.Prepare("SELECT 1");

        Assert.That(() => Drain(result), Throws.InstanceOf<DuckDbException>());
    }

    [Test]
    public void A_stream_that_another_statement_ended_throws()
    {
        using var result = _session.Query("SELECT i FROM range(10000000) t(i)");
        result.FetchChunk()!.Dispose();
        _session.Execute("SELECT 1");

        Assert.That(() => Drain(result), Throws.InstanceOf<DuckDbException>());
    }

    [Test]
    public void Rows_changed_are_counted_for_every_kind_of_write()
    {
        _session.Execute("CREATE TABLE t (i INTEGER, s VARCHAR)");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Run("INSERT INTO t SELECT i, 'x' FROM range(10) r(i)"), Is.EqualTo((10, "INSERT")));
            Assert.That(Run("UPDATE t SET s = 'y' WHERE i < 4"), Is.EqualTo((4, "UPDATE")));
            Assert.That(Run("DELETE FROM t WHERE i < 2"), Is.EqualTo((2, "DELETE")));
            Assert.That(
                Run("MERGE INTO t USING (SELECT 5 AS i) n ON t.i = n.i WHEN MATCHED THEN UPDATE SET s = 'z' WHEN NOT MATCHED THEN INSERT VALUES (n.i, 'n')").Rows,
                Is.EqualTo(1));
            Assert.That(Run("SELECT * FROM t"), Is.EqualTo((0, "SELECT")));
            Assert.That(Run("INSERT INTO t VALUES (99, 'r') RETURNING i"), Is.EqualTo((0, "INSERT")));
        }

        (long Rows, string Kind) Run(string sql)
        {
            using var statement = _session.Prepare(sql);
            return (statement.ExecuteNonQuery(), statement.Kind);
        }
    }

    [TestCase("PRAGMA version", "SELECT")]
    [TestCase("EXPLAIN SELECT 1", "EXPLAIN")]
    [TestCase("VACUUM", "VACUUM")]
    [TestCase("CALL pragma_version()", "CALL")]
    [TestCase("SET threads = 1", "SET")]
    [TestCase("ATTACH ':memory:' AS other", "ATTACH")]
    [TestCase("MERGE INTO t USING t AS n ON t.i = n.i WHEN MATCHED THEN DELETE", "MERGEINTO")]
    public void A_statement_says_of_which_kind_it_is(string sql, string kind)
    {
        _session.Execute("CREATE TABLE t (i INTEGER)");
        using var statement = _session.Prepare(sql);

        Assert.That(statement.Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Parameters_are_named()
    {
        using var statement = _session.Prepare("SELECT $first, $second");

        Assert.That(new[] { statement.ParameterName(1), statement.ParameterName(2) }, Is.EqualTo(new[] { "first", "second" }));
        Assert.That(() => statement.ParameterName(3), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Bound_lists_come_back_with_their_nulls_and_texts_that_have_no_form_are_refused()
    {
        using var statement = _session.Prepare("SELECT array_to_string($1::VARCHAR[], '|'), len($1::VARCHAR[]), ($1::VARCHAR[])[3], ($1::VARCHAR[])[4]");
        statement.Bind(1, ["", "a text longer than twelve bytes", "nul\0inside", null]);
        using (var result = statement.Execute())
        using (var chunk = result.FetchChunk()!)
        {
            Assert.That(chunk.GetVector(0).GetString(0), Is.EqualTo("|a text longer than twelve bytes|nul\0inside"));
            Assert.That(chunk.GetVector(1).Values<long>()[0], Is.EqualTo(4));
            Assert.That(chunk.GetVector(3).IsNull(0), Is.True);
            Assert.That(chunk.GetVector(2).GetString(0), Is.EqualTo("nul\0inside"));
        }

        Assert.That(() => statement.Bind(1, ["fine", "\uD800"]), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => statement.Bind(1, "\uD800"), Throws.InstanceOf<ArgumentException>());
    }

    private static long Drain(DuckDbResult result)
    {
        var rows = 0L;
        while (result.FetchChunk() is { } chunk)
        {
            rows += chunk.RowCount;
            chunk.Dispose();
        }

        return rows;
    }
}
