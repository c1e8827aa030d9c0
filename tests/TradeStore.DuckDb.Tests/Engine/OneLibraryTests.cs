using System.Diagnostics;
using DuckDB.NET.Data;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Tests.Engine;

public sealed class OneLibraryTests
{
    [Test]
    public void An_application_that_uses_DuckDB_NET_beside_the_store_has_one_libduckdb()
    {
        using var folder = new TemporaryFolder();
        using var instance = DuckDbInstance.Open(folder.File("ours.duckdb"));
        using var session = instance.Connect();
        session.Execute("CREATE TABLE t AS SELECT 42 AS i");
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT i + 1 FROM range(41, 42) r(i)";

        // A statement with a name and a kind of its own goes through the imports that are ours.
        using var statement = session.Prepare("SELECT i FROM t WHERE $name = 'a text longer than twelve bytes'");
        statement.Bind(1, "a text longer than twelve bytes");
        using var result = statement.Execute();
        using var chunk = result.FetchChunk()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(statement.ParameterName(1), Is.EqualTo("name"));
            Assert.That(chunk.GetVector(0).Values<int>()[0], Is.EqualTo(42));
            Assert.That(command.ExecuteScalar(), Is.EqualTo(42L));
            Assert.That(Libraries(), Has.Count.EqualTo(1));
        }
    }

    private static HashSet<string> Libraries()
    {
        var modules = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/maps").Select(static line => line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries)).Where(static parts => parts.Length == 6).Select(static parts => parts[5])
            : Process.GetCurrentProcess().Modules.Cast<ProcessModule>().Select(static module => module.FileName);
        return [.. modules.Where(static file => Path.GetFileNameWithoutExtension(file) is "libduckdb" or "duckdb")];
    }
}
