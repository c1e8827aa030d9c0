using Dapper;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>What SQL tells of tables are those that were declared, as they were declared, and no others.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ListingTests : AdHocTestBase
{
    private static readonly string[] Tables = [.. BuiltInTables.All.Select(t => t.Name).Order(StringComparer.Ordinal)];

    private static readonly string[] Columns = [.. BuiltInTables.All.SelectMany(t => t.Columns.Select((c, i) => $"{t.Name} {i + 1} {c.Name} {c.SqlType} {(c.IsNullable ? "YES" : "NO")}")).Order(StringComparer.Ordinal)];

    [TestCase("SELECT table_name FROM information_schema.tables")]
    [TestCase("SELECT tables.table_name FROM information_schema.tables")]
    [TestCase("SELECT t.table_name FROM \"INFORMATION_SCHEMA\" . Tables AS t WHERE 'é' <> ''")]
    [TestCase("SELECT 'é' || name FROM (SELECT substr(table_name, 1) AS name FROM information_schema.tables) WHERE 'é' <> name")]
    [TestCase("SELECT n FROM information_schema.tables AS t(a, b, n)")]
    [TestCase("WITH tables AS (SELECT 1 AS one) SELECT t.table_name FROM tables, information_schema.tables AS t")]
    [TestCase("SELECT DISTINCT table_name FROM information_schema.columns")]
    [TestCase("SELECT DISTINCT c.table_name FROM information_schema.tables JOIN information_schema.columns c USING (table_name)")]
    [TestCase("SELECT table_name FROM duckdb_tables()")]
    [TestCase("SELECT duckdb_tables.table_name FROM duckdb_tables ( )")]
    [TestCase("SELECT table_name FROM duckdb_columns() c GROUP BY table_name")]
    [TestCase("SHOW TABLES")]
    [TestCase(" show  tables ; ")]
    [TestCase("SELECT unnest((SELECT list(table_name) FROM information_schema.tables))")]
    public async Task The_tables_are_those_that_were_declared(string sql)
    {
        var listed = await Store.QueryAsync<string>(sql);

        Assert.That(listed.Select(n => n.TrimStart('é')).Order(StringComparer.Ordinal), Is.EqualTo(Tables));
    }

    [TestCase("SELECT concat_ws(' ', table_name, ordinal_position, column_name, data_type, is_nullable) FROM information_schema.columns")]
    [TestCase("SELECT concat_ws(' ', table_name, column_index, column_name, data_type, if(is_nullable, 'YES', 'NO')) FROM duckdb_columns()")]
    public async Task The_columns_are_as_they_were_declared(string sql)
    {
        Assert.That((await Store.QueryAsync<string>(sql)).Order(StringComparer.Ordinal), Is.EqualTo(Columns));
    }

    [Test]
    public async Task Other_listings_show_the_same()
    {
        Assert.That(await Store.QueryAsync<(string, string, string)>("FROM information_schema.schemata"), Is.EqualTo(new[] { ("temp", "main", "duckdb") }));
        var all = await Store.QueryAsync<(string Database, string Schema, string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Types, bool IsTemporary)>("SHOW ALL TABLES");
        Assert.That(all.Select(t => t.Name), Is.EqualTo(Tables));
        Assert.That(all.Single(t => t.Name == "market_ticks").Columns, Is.EqualTo(TickTable.Definition.Columns.Select(c => c.Name)));
        Assert.That(all.Single(t => t.Name == "market_ticks").Types, Is.EqualTo(TickTable.Definition.Columns.Select(c => c.SqlType)));
        var described = await Store.QueryAsync<dynamic>("DESCRIBE market_ticks");
        Assert.That(described.Select(c => $"{c.column_name} {c.column_type}"), Is.EqualTo(TickTable.Definition.Columns.Select(c => $"{c.Name} {c.SqlType}")));
        Assert.That((await Store.QueryAsync<dynamic>("DESCRIBE information_schema.tables")).Select(c => (string)c.column_name), Does.Contain("table_name"));
        Assert.That(await Store.QueryAsync<long>("SELECT count(*) FROM (DESCRIBE information_schema.columns)"), Is.EqualTo(new[] { 11L }));
        Assert.That((await Store.QueryAsync<string>("SELECT table_name FROM information_schema.tables WHERE table_name = $name AND table_type = 'BASE TABLE'", new { name = "orders" })), Is.EqualTo(new[] { "orders" }));
    }

    [Test]
    public async Task A_query_of_the_name_of_a_listing_is_itself()
    {
        Assert.That(await Store.QueryAsync<int>("WITH duckdb_tables AS (SELECT 7 AS x) SELECT x FROM duckdb_tables"), Is.EqualTo(new[] { 7 }));
        Assert.That(await Store.QueryAsync<string>("SELECT 'FROM information_schema.tables'"), Is.EqualTo(new[] { "FROM information_schema.tables" }));
    }

    [Test]
    public async Task Connections_show_the_same_within_a_transaction_and_without()
    {
        await using var connection = await Store.OpenConnectionAsync();
        Assert.That(await connection.QueryAsync<string>("SHOW TABLES"), Is.EqualTo(Tables));
        await using var transaction = await connection.BeginTransactionAsync();
        for (var again = 0; again < 2; again++)
        {
            Assert.That(await connection.QueryAsync<string>("SELECT table_name FROM information_schema.tables ORDER BY table_name"), Is.EqualTo(Tables));
        }

        Assert.That(connection.GetSchema("Tables").Rows.Cast<System.Data.DataRow>().Select(r => ((string)r["table_name"], (string)r["table_type"])), Is.EqualTo(Tables.Select(t => (t, "BASE TABLE"))));
    }
}
