using System.Data;
using System.Data.Common;
using TradeStore.DuckDb.Data;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Tests.Data;

public sealed class DuckDbConnectionTests
{
    [Test]
    public void Connections_to_one_file_share_one_database_by_whatever_path()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("shared.duckdb");
        using (var first = new DuckDbConnection($"Data Source={path}"))
        using (var second = new DuckDbConnection($"Data Source={folder.File("../" + Path.GetFileName(folder.Path) + "/shared.duckdb")}"))
        {
            first.Open();
            second.Open();
            Execute(first, "CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (1)");
            Execute(second, "INSERT INTO t VALUES (2)");
            first.Close();
            Assert.That(second.Session.QueryScalar<long>("SELECT count(*) FROM t"), Is.EqualTo(2));
            Assert.That(() => DuckDbInstance.Open(path), Throws.InstanceOf<DuckDbException>());
        }

        using var alone = DuckDbInstance.Open(path);
        Assert.That(alone.Path, Is.EqualTo(path));
    }

    [Test]
    public void Settings_are_DuckDBs_own_and_must_agree()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("s.duckdb");
        using (var writer = new DuckDbConnection($"Data Source={path};threads=1"))
        {
            writer.Open();
            Execute(writer, "CREATE TABLE t (i INTEGER)");
            Assert.That(writer.Session.QueryScalar<long>("SELECT current_setting('threads')"), Is.EqualTo(1));
            using var other = new DuckDbConnection($"Data Source={path};threads=2");
            Assert.That(other.Open, Throws.InvalidOperationException);
            Assert.That(other.State, Is.EqualTo(ConnectionState.Closed));
        }

        using var reader = new DuckDbConnection($"Data Source={path};Access Mode=READ_ONLY");
        reader.Open();
        Assert.That(() => Execute(reader, "INSERT INTO t VALUES (1)"), Throws.InstanceOf<DuckDbException>());
        using var wrong = new DuckDbConnection("Data Source=:memory:;no_such_setting=1");
        Assert.That(wrong.Open, Throws.InstanceOf<DuckDbException>().With.Message.Contains("no_such_setting"));
    }

    [Test]
    public void Closing_ends_the_reader_and_rolls_back()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var connection = new DuckDbConnection(instance);
        connection.Open();
        Execute(connection, "CREATE TABLE t (i INTEGER)");
        using var transaction = connection.BeginTransaction();
        Execute(connection, "INSERT INTO t SELECT * FROM range(10000)");
        using var command = new DuckDbCommand("SELECT * FROM t", connection);
        using var reader = command.ExecuteReader();
        Assert.That(() => command.ExecuteScalar(), Throws.InvalidOperationException, "one reader at a time");

        connection.Close();

        Assert.That(reader.IsClosed, Is.True);
        Assert.That(transaction.Commit, Throws.InvalidOperationException);
        connection.Open();
        Assert.That(connection.Session.QueryScalar<long>("SELECT count(*) FROM t"), Is.Zero);
    }

    [Test]
    public void A_transaction_is_used_once()
    {
        using var connection = new DuckDbConnection("");
        connection.Open();
        using var transaction = connection.BeginTransaction(IsolationLevel.ReadCommitted);
        Assert.That(() => connection.BeginTransaction(), Throws.InvalidOperationException);
        Assert.That(() => connection.BeginTransaction(IsolationLevel.Serializable), Throws.InstanceOf<NotSupportedException>());
        transaction.Commit();
        Assert.That(transaction.Rollback, Throws.InvalidOperationException);
        using var command = new DuckDbCommand("SELECT 1", connection) { Transaction = transaction };
        Assert.That(command.ExecuteScalar, Throws.InvalidOperationException);
    }

    [Test]
    public void The_factory_makes_everything_and_can_be_registered()
    {
        DbProviderFactories.RegisterFactory("TradeStore.DuckDb", DuckDbProviderFactory.Instance);
        var factory = DbProviderFactories.GetFactory("TradeStore.DuckDb");
        using var connection = factory.CreateConnection()!;
        connection.ConnectionString = "Data Source=:memory:";
        connection.Open();
        using var command = factory.CreateCommand()!;
        command.Connection = connection;
        command.CommandText = "SELECT $p";
        var parameter = factory.CreateParameter()!;
        parameter.ParameterName = "$p";
        parameter.Value = 5L;
        command.Parameters.Add(parameter);

        Assert.That(command.ExecuteScalar(), Is.EqualTo(5));
        Assert.That(factory.CreateConnectionStringBuilder(), Is.InstanceOf<DuckDbConnectionStringBuilder>());
        Assert.That(DbProviderFactories.GetFactory(connection), Is.SameAs(factory));
    }

    private static void Execute(DuckDbConnection connection, string sql)
    {
        using var command = new DuckDbCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
