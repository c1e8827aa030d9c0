using System.Data;
using System.Data.Common;
using Dapper;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>What takes a connection of ADO.NET reads the logical tables: of all tiers, in one snapshot, and nothing but that.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ConnectionTests
{
    private const int Hot = 5;
    private const int All = (3 * ColdStore.TicksOfADay) + Hot;
    private ColdStore _cold = null!;

    private Store Store => _cold.Store;

    [OneTimeSetUp]
    public async Task Open()
    {
        _cold = await ColdStore.OpenAsync(change: options => options.Readers.Max = 2);
        await Store.Ticks.AppendAsync(ColdStore.Ticks(ColdStore.WarmDay.AddDays(2), Hot));
    }

    [OneTimeTearDown]
    public async Task Close() => await _cold.DisposeAsync();

    [TearDown]
    public void Every_reader_is_back_in_the_pool() => Assert.That(Store.GetHealth().ActiveReaders, Is.Zero);

    [Test]
    public async Task Dapper_maps_rows_of_all_tiers_and_passes_parameters()
    {
        await using var connection = await Store.OpenConnectionAsync();

        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(All));
        var days = (await connection.QueryAsync<(DateTime Day, long Ticks)>(
            "SELECT date_trunc('day', ts)::TIMESTAMP, count(*) FROM market_ticks WHERE symbol IN $symbols AND ts >= $from GROUP BY ALL ORDER BY ALL",
            new { symbols = new[] { "AAPL", "none" }, from = ColdStore.SecondDay })).ToList();
        Assert.That(days.Select(d => d.Day), Is.EqualTo(new[] { ColdStore.SecondDay, ColdStore.WarmDay, ColdStore.WarmDay.AddDays(2) }));
        Assert.That(days[0].Ticks, Is.EqualTo(ColdStore.Ticks(ColdStore.SecondDay).Count(t => t.Symbol == "AAPL")));
        var quote = connection.QuerySingle<Quote>("SELECT symbol, bid_price, ask_size, tape FROM market_ticks WHERE sequence_number = $number AND ts < $end", new { number = 7, end = ColdStore.SecondDay });
        Assert.That((quote.symbol, quote.bid_price, quote.ask_size, quote.tape), Is.EqualTo(("AAPL", 100.07m, 200m, (string?)null)));
    }

    [Test]
    public async Task Rows_are_read_unbuffered_and_an_enumeration_that_is_left_frees_its_reader()
    {
        await using var connection = await Store.OpenConnectionAsync();

        var seen = 0;
        await foreach (var row in connection.QueryUnbufferedAsync<long>("SELECT sequence_number FROM market_ticks ORDER BY ts"))
        {
            Assert.That(row, Is.EqualTo(seen));
            if (++seen == 2_500)
            {
                break;
            }
        }

        Assert.That(seen, Is.EqualTo(2_500));
    }

    [Test]
    public async Task A_data_table_loads_values_of_every_type_with_their_types()
    {
        const string Sql = """
            SELECT true AS flag, 1::TINYINT AS tiny, 2::SMALLINT AS small, 3::INTEGER AS whole, 4::BIGINT AS big, 5::UTINYINT AS utiny, 6::USMALLINT AS usmall, 7::UINTEGER AS uwhole, 8::UBIGINT AS ubig,
                sum(9::BIGINT) AS summed, 1.5::FLOAT AS short_float, 2.5::DOUBLE AS long_float, 12.34::DECIMAL(18,8) AS price, TIMESTAMP '2024-03-05 00:00:01.000002' AS ts, DATE '2024-03-05' AS day,
                '00000000-0000-0000-0000-000000000007'::UUID AS id, 'text' AS text, ['a', NULL] AS texts, NULL AS nothing, '{"a":1}'::JSON AS json
            """;
        await using var connection = await Store.OpenConnectionAsync();
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        using var table = new DataTable();
        using (var reader = command.ExecuteReader())
        {
            table.Load(reader);
        }

        object[] expected =
        [
            true, (sbyte)1, (short)2, 3, 4L, (byte)5, (ushort)6, 7u, 8ul, 9m, 1.5f, 2.5d, 12.34m, new DateTime(2024, 3, 5, 0, 0, 1, DateTimeKind.Utc).AddTicks(20), new DateOnly(2024, 3, 5),
            new Guid(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, 7]), "text", new[] { "a", null }, DBNull.Value, "{\"a\":1}",
        ];
        Assert.That(table.Rows, Has.Count.EqualTo(1));
        Assert.That(table.Rows[0].ItemArray, Is.EqualTo(expected));
        Assert.That(table.Columns.Cast<DataColumn>().Select(c => c.DataType), Is.EqualTo(expected.Select(v => v is DBNull ? typeof(int) : v.GetType())));
    }

    [Test]
    public async Task A_reader_tells_what_it_has_and_refuses_what_it_has_not()
    {
        await using var connection = await Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT symbol, bid_price, NULL::BIGINT AS none, 300 AS large FROM market_ticks WHERE ts = ? ORDER BY ALL";
        var parameter = command.CreateParameter();
        parameter.Value = ColdStore.FirstDay;
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync();

        Assert.That((reader.HasRows, reader.FieldCount, reader.RecordsAffected, reader.Depth), Is.EqualTo((true, 4, -1, 0)));
        Assert.That((reader.GetName(1), reader.GetOrdinal("BID_price"), reader.GetDataTypeName(1), reader.GetFieldType(2)), Is.EqualTo(("bid_price", 1, "DECIMAL(18,8)", typeof(long))));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("ask_price"));
        Assert.Throws<InvalidOperationException>(() => reader.GetValue(0));
        Assert.That(await reader.ReadAsync(), Is.True);
        Assert.That((reader.GetString(0), reader.GetDecimal(1), reader.GetDouble(1), reader.IsDBNull(2), reader.GetFieldValue<long?>(2), reader.GetInt16(3)), Is.EqualTo(("MSFT", 100m, 100d, true, (long?)null, (short)300)));
        Assert.Throws<InvalidCastException>(() => reader.GetInt64(2));
        Assert.Throws<InvalidQueryException>(() => reader.GetByte(3));
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetValue(4));
        Assert.That(reader.GetChars(0, 1, new char[9], 3, 2), Is.EqualTo(2));
        Assert.That(await reader.ReadAsync(), Is.False);
        Assert.That(await reader.NextResultAsync(), Is.False);
        await reader.CloseAsync();
        Assert.Throws<InvalidOperationException>(() => reader.Read());
    }

    [Test]
    public async Task A_write_or_a_way_out_is_refused_and_changes_nothing(
        [Values(
            "INSERT INTO market_ticks (ts) VALUES (now())",
            "DELETE FROM market_ticks",
            "UPDATE orders SET status = 'filled'",
            "DROP VIEW market_ticks",
            "CREATE TABLE mine (a INT)",
            "SET memory_limit = '1GB'",
            "COMMIT",
            "SELECT 1; DELETE FROM market_ticks",
            "COPY market_ticks TO 'x.csv'",
            "SELECT * FROM read_csv('/etc/passwd')",
            "ATTACH ':memory:' AS other")] string sql,
        [Values] bool isWithinTransaction)
    {
        await using var connection = await Store.OpenConnectionAsync();
        await using var transaction = isWithinTransaction ? await connection.BeginTransactionAsync() : null;

        await Assert.ThrowsAsync<InvalidQueryException>(() => connection.ExecuteAsync(sql));
        Assert.Throws<InvalidQueryException>(() => connection.ExecuteScalar(sql));
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM market_ticks"), Is.EqualTo(All));
    }

    [Test]
    public async Task A_transaction_reads_one_command_at_a_time_and_ends_what_is_read_in_it()
    {
        const string Sql = "SELECT a.sequence_number FROM market_ticks a, market_ticks b WHERE b.ts < $end";
        await using var connection = await Store.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        Assert.That(() => connection.BeginTransaction(), Throws.InvalidOperationException);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        var end = command.CreateParameter();
        (end.ParameterName, end.Value) = ("$end", ColdStore.SecondDay);
        command.Parameters.Add(end);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.That(await reader.ReadAsync(), Is.True);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => connection.ExecuteScalarAsync("SELECT 1"));
        Assert.That(error!.Message, Does.Contain("another command"));

        await transaction.DisposeAsync();
        Assert.That(async () => { while (await reader.ReadAsync()) { } }, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await connection.ExecuteScalarAsync<int>("SELECT 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_command_is_stopped_by_its_timeout_its_token_and_by_cancelling_it()
    {
        const string Endless = "SELECT count(*) FROM market_ticks a, market_ticks b, market_ticks c, market_ticks d";
        await using var connection = await Store.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Endless;
        Assert.That(command.CommandTimeout, Is.EqualTo(Quick.Options().Readers.QueryTimeout.TotalSeconds));
        command.CommandTimeout = 1;
        await Assert.ThrowsAsync<QueryTimeoutException>(() => command.ExecuteScalarAsync());

        command.CommandTimeout = 0;
        using var source = new CancellationTokenSource();
        var byToken = command.ExecuteScalarAsync(source.Token);
        await source.CancelAsync();
        Assert.That((await Assert.CatchAsync<OperationCanceledException>(() => byToken))!.CancellationToken, Is.EqualTo(source.Token));

        var cancelled = command.ExecuteScalarAsync(CancellationToken.None);
        command.Cancel();
        await Assert.CatchAsync<OperationCanceledException>(() => cancelled);
    }

    [Test]
    public async Task Closing_a_connection_closes_its_readers_and_it_can_be_opened_again()
    {
        var connection = await Store.OpenConnectionAsync();
        var states = new List<ConnectionState>();
        connection.StateChange += (_, change) => states.Add(change.CurrentState);
        var reader = await connection.ExecuteReaderAsync("SELECT * FROM market_ticks");
        var transaction = await connection.BeginTransactionAsync();
        await connection.CloseAsync();

        Assert.That((reader.IsClosed, transaction.Connection, connection.State), Is.EqualTo((true, (DbConnection?)null, ConnectionState.Closed)));
        Assert.Throws<InvalidOperationException>(() => connection.BeginTransaction());
        await connection.OpenAsync();
        await using (var closing = await connection.ExecuteReaderAsync("SELECT 1", commandType: null))
        {
            Assert.That(await closing.ReadAsync(), Is.True);
        }

        await connection.DisposeAsync();
        Assert.That(states, Is.EqualTo(new[] { ConnectionState.Closed, ConnectionState.Open, ConnectionState.Closed }));
    }

    [Test]
    public async Task The_schema_lists_the_logical_tables_and_their_columns()
    {
        await using var connection = await Store.OpenConnectionAsync();

        var tables = connection.GetSchema("Tables").Rows.Cast<DataRow>().Select(r => (string)r["table_name"]).ToList();
        Assert.That(tables, Is.SupersetOf(new[] { "market_ticks", "ohlcv_bars", "orders" }).And.Ordered);
        var column = connection.GetSchema("columns", ["market_ticks", "bid_price"]).Rows.Cast<DataRow>().Single();
        Assert.That((column["data_type"], column["is_nullable"]), Is.EqualTo(((object)"DECIMAL(18,8)", (object)true)));
        Assert.That(connection.GetSchema().Rows, Has.Count.EqualTo(3));
        Assert.Throws<ArgumentException>(() => connection.GetSchema("Procedures"));
    }

#pragma warning disable SA1300, IDE1006 // As the columns are called: Dapper maps by name.
    private sealed record Quote(string symbol, decimal bid_price, decimal ask_size, string? tape);
#pragma warning restore SA1300, IDE1006
}
