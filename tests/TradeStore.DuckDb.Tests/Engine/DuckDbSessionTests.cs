using TradeStore.DuckDb.Engine;

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

    [TestCase("SELEKT 1", DuckDbErrorType.Parser)]
    [TestCase("SELECT * FROM nowhere", DuckDbErrorType.Catalog)]
    [TestCase("SELECT no_column FROM range(1)", DuckDbErrorType.Binder)]
    [TestCase("SELECT CAST('x' AS INTEGER)", DuckDbErrorType.Conversion)]
    [TestCase("SELECT 2147483647::INTEGER + 1::INTEGER", DuckDbErrorType.OutOfRange)]
    [TestCase("COMMIT", DuckDbErrorType.Transaction)]
    public void Errors_carry_the_kind_and_the_statement(string sql, DuckDbErrorType expected)
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
    public void Statements_prepared_in_turn_see_what_those_before_made()
    {
        var changed = new List<long>();
        foreach (var statement in _session.PrepareAll("CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2); DELETE FROM t;"))
        {
            using (statement)
            {
                changed.Add(statement.ExecuteNonQuery());
            }
        }

        Assert.That(changed, Is.EqualTo(new long[] { 0, 2, 2 }));
        Assert.That(_session.PrepareAll("  ").ToList(), Is.Empty);
        Assert.That(() => _session.PrepareAll("SELEKT"), Throws.InstanceOf<DuckDbException>());
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
            Assert.That(Run("INSERT INTO t SELECT i, 'x' FROM range(10) r(i)"), Is.EqualTo((10, DuckDbStatementType.Insert)));
            Assert.That(Run("UPDATE t SET s = 'y' WHERE i < 4"), Is.EqualTo((4, DuckDbStatementType.Update)));
            Assert.That(Run("DELETE FROM t WHERE i < 2"), Is.EqualTo((2, DuckDbStatementType.Delete)));
            Assert.That(
                Run("MERGE INTO t USING (SELECT 5 AS i) n ON t.i = n.i WHEN MATCHED THEN UPDATE SET s = 'z' WHEN NOT MATCHED THEN INSERT VALUES (n.i, 'n')").Rows,
                Is.EqualTo(1));
            Assert.That(Run("SELECT * FROM t"), Is.EqualTo((0, DuckDbStatementType.Select)));
            Assert.That(Run("INSERT INTO t VALUES (99, 'r') RETURNING i"), Is.EqualTo((0, DuckDbStatementType.Insert)));
        }

        (long Rows, DuckDbStatementType Type) Run(string sql)
        {
            using var statement = _session.Prepare(sql);
            return (statement.ExecuteNonQuery(), statement.Type);
        }
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
