using System.Data.Common;
using System.Diagnostics;
using TradeStore.DuckDb.Data;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Tests.Data;

public sealed class DuckDbCommandTests
{
    private const string Endless = "SELECT count(*) FROM range(100000000) x(i), range(1000000) y(j) WHERE i % 7 = j % 11";
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(20);

    private DuckDbConnection _connection = null!;

    [SetUp]
    public void Open()
    {
        _connection = new DuckDbConnection("Data Source=:memory:");
        _connection.Open();
    }

    [TearDown]
    public void Close() => _connection.Dispose();

    [Test]
    public void The_command_timeout_stops_the_query_and_leaves_the_connection_usable()
    {
        using var command = new DuckDbCommand(Endless, _connection) { CommandTimeout = 1 };
        var clock = Stopwatch.StartNew();

        var failure = Assert.Throws<DuckDbTimeoutException>(() => command.ExecuteScalar())!;

        Assert.That(failure.Timeout, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(failure, Is.InstanceOf<DbException>());
        Assert.That(clock.Elapsed, Is.LessThan(Promptly));
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [Test]
    public void The_command_timeout_stops_a_wait_for_more_rows()
    {
        using var command = new DuckDbCommand(
            "SELECT i FROM range(1000000) t(i) UNION ALL SELECT i FROM range(100000000000) t(i) WHERE i < 0", _connection) { CommandTimeout = 1 };
        using var reader = command.ExecuteReader();

        Assert.That(
            () =>
            {
                while (reader.Read())
                {
                }
            },
            Throws.InstanceOf<DuckDbTimeoutException>());
    }

    [Test]
    public async Task A_cancelled_token_stops_the_query()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        using var command = new DuckDbCommand(Endless, _connection) { CommandTimeout = 0 };
        var clock = Stopwatch.StartNew();

        var failure = (await Assert.CatchAsync<OperationCanceledException>(() => command.ExecuteReaderAsync(cancellation.Token)))!;

        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
        Assert.That(clock.Elapsed, Is.LessThan(Promptly));
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
        await Assert.ThatAsync(() => command.ExecuteScalarAsync(cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_token_stops_a_read_that_waits()
    {
        await using var command = new DuckDbCommand(
            "SELECT i FROM range(1000000) t(i) UNION ALL SELECT i FROM range(100000000000) t(i) WHERE i < 0", _connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.CatchAsync<OperationCanceledException>(async () =>
        {
            while (await reader.ReadAsync(cancellation.Token))
            {
            }
        });
    }

    [Test]
    public async Task Cancel_stops_the_query_from_another_thread()
    {
        using var command = new DuckDbCommand(Endless, _connection) { CommandTimeout = 0 };
        var running = Task.Run(command.ExecuteScalar);
        using var timer = TimeProvider.System.CreateTimer(
            _ => command.Cancel(), state: null, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));

        var failure = (await Assert.CatchAsync<DuckDbException>(() => running))!;

        Assert.That(failure.IsInterrupt, Is.True);
        await timer.DisposeAsync();
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42));
    }

    [TestCase("SELECT ? || ?")]
    [TestCase("SELECT $1 || $2")]
    public void Positional_parameters_are_bound_in_order(string sql)
    {
        using var command = new DuckDbCommand(sql, _connection);
        command.Parameters.Add(new DuckDbParameter((object)"a"));
        command.Parameters.Add(new DuckDbParameter((object)"b"));

        Assert.That(command.ExecuteScalar(), Is.EqualTo("ab"));
    }

    [Test]
    public void A_name_after_an_at_sign_is_a_parameter_only_where_SQL_is_not_quoted()
    {
        const string Sql = """
            SELECT '@x', "@x", @x /* @x /* @x */ */, $$@x$$, $t$@x$t$, E'\'@x', date'2020-01-01' -- @x
                , @ -3, @X FROM (SELECT 1 AS "@x")
            """;
        using var command = new DuckDbCommand(Sql, _connection);
        command.Parameters.Add("@x", "value");
        using var reader = command.ExecuteReader();
        reader.Read();
        var row = new object[reader.FieldCount];
        reader.GetValues(row);

        Assert.That(row, Is.EqualTo(new object[] { "@x", 1, "value", "@x", "@x", "'@x", new DateOnly(2020, 1, 1), 3, "value" }));
    }

    [Test]
    public void A_parameter_without_a_value_is_named()
    {
        using var command = new DuckDbCommand("SELECT $price", _connection);
        command.Parameters.Add("prize", 1);

        Assert.That(command.ExecuteScalar, Throws.InvalidOperationException.With.Message.Contains("'price'"));
        Assert.That(Scalar("SELECT 42"), Is.EqualTo(42), "the connection is not left with an open reader");
    }

    [Test]
    public void Lists_of_text_are_parameters()
    {
        using var command = new DuckDbCommand("SELECT len($tags), $tags[1], $tags[3] IS NULL", _connection);
        command.Parameters.Add("tags", new[] { "a", "b", null });
        using var reader = command.ExecuteReader();
        reader.Read();

        Assert.That((reader.GetInt64(0), reader.GetString(1), reader.GetBoolean(2)), Is.EqualTo((3L, "a", true)));
    }

    [Test]
    public void A_time_that_is_not_UTC_is_refused()
    {
        using var command = new DuckDbCommand("SELECT $t", _connection);
        command.Parameters.Add("t", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));

        Assert.That(command.ExecuteScalar, Throws.ArgumentException);
    }

    [Test]
    public void All_statements_of_a_command_are_run_even_when_its_reader_is_closed_early()
    {
        using (var command = new DuckDbCommand("SELECT 1; CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1), (2)", _connection))
        using (var reader = command.ExecuteReader())
        {
            Assert.That(reader.RecordsAffected, Is.EqualTo(-1));
        }

        Assert.That(Scalar("SELECT count(*) FROM t"), Is.EqualTo(2));
        using var changing = new DuckDbCommand("INSERT INTO t VALUES (3); UPDATE t SET i = 0; CREATE TABLE u (i INTEGER)", _connection);
        Assert.That(changing.ExecuteNonQuery(), Is.EqualTo(4));
    }

    [Test]
    public void Nothing_after_a_failed_statement_is_run()
    {
        using var command = new DuckDbCommand("CREATE TABLE t (i INTEGER); SELECT error('boom'); INSERT INTO t VALUES (1)", _connection);

        Assert.That(command.ExecuteNonQuery, Throws.InstanceOf<DuckDbException>().With.Message.Contains("boom"));
        Assert.That(Scalar("SELECT count(*) FROM t"), Is.Zero);
    }

    private object? Scalar(string sql)
    {
        using var command = new DuckDbCommand(sql, _connection);
        return command.ExecuteScalar();
    }
}
