using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Tests.Engine;

[NonParallelizable]
public sealed class LeakTests
{
    private const int Rounds = 10_000;
    private const int OpenedDatabases = 200;
    private const long AllowedGrowth = 6L << 20;

    [Test]
    public void Opening_failing_and_closing_ten_thousand_times_does_not_grow_the_process()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var keeper = instance.Connect();
        keeper.Execute("CREATE TABLE t (k INTEGER NOT NULL CHECK (k >= 0), s VARCHAR)");
        using var integer = LogicalType.Of(DuckDBType.Integer);
        using var varchar = LogicalType.Of(DuckDBType.Varchar);
        void Round() => UseAndFail(instance, integer, varchar);

        // The allocators of DuckDB and .NET take some hundred rounds to reach the size they stay at.
        Repeat(Round, Rounds / 4);
        var before = ProcessMemory.ResidentBytes();
        Repeat(Round, Rounds);

        var growth = ProcessMemory.ResidentBytes() - before;
        TestContext.Out.WriteLine($"{Rounds} rounds: {growth / 1024.0:F0} KiB more");
        Assert.That(growth, Is.LessThan(AllowedGrowth), "a leak of 1 KB a round would be 10 MB");
    }

    [Test]
    public void Databases_opened_and_refused_leave_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var broken = folder.File("broken.duckdb");
        File.WriteAllText(broken, new string('x', 5000));
        void Round()
        {
            using (var instance = DuckDbInstance.Open(":memory:", new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" }))
            using (var session = instance.Connect())
            {
                session.Execute("CREATE TABLE t AS SELECT i FROM range(1000) r(i)");
            }

            Assert.Throws<DuckDbException>(() => DuckDbInstance.Open(broken));
        }

        Repeat(Round, OpenedDatabases);
        var before = ProcessMemory.ResidentBytes();
        Repeat(Round, OpenedDatabases);

        var growth = ProcessMemory.ResidentBytes() - before;
        TestContext.Out.WriteLine($"{OpenedDatabases} databases: {growth / 1024.0:F0} KiB more");
        Assert.That(growth, Is.LessThan(16L << 20), "an instance takes more than 200 KB");
    }

    [Test]
    public void A_stream_larger_than_memory_is_read_in_bounded_memory()
    {
        using var instance = DuckDbInstance.Open(
            ":memory:", new Dictionary<string, string>(StringComparer.Ordinal) { ["memory_limit"] = "64MB", ["threads"] = "2" });
        using var session = instance.Connect();
        using var statement = session.Prepare("SELECT i, i * 2, 'a text longer than twelve bytes, number ' || i FROM range(5000000) t(i)");
        var before = ProcessMemory.ResidentBytes();
        using var result = statement.Execute();
        var peak = 0L;
        var rows = 0L;
        while (result.FetchChunk() is { } chunk)
        {
            rows += chunk.RowCount;
            chunk.Dispose();
            peak = Math.Max(peak, rows % (64 * DataChunk.Capacity) == 0 ? ProcessMemory.ResidentBytes() : 0);
        }

        TestContext.Out.WriteLine($"{(peak - before) / 1024.0 / 1024:F1} MiB more at the most");
        Assert.That(rows, Is.EqualTo(5_000_000));
        Assert.That(peak - before, Is.LessThan(64L << 20), "all rows together take 400 MB");
    }

    private static void Repeat(Action round, int rounds)
    {
        for (var index = 0; index < rounds; index++)
        {
            round();
        }
    }

    private static void UseAndFail(DuckDbInstance instance, LogicalType integer, LogicalType varchar)
    {
        using var session = instance.Connect();
        Expect(() => session.Execute("SELEKT"));
        Expect(() => session.Prepare("SELECT * FROM nowhere"));
        Expect(() => session.CreateAppender("nowhere"));
        using (var failing = session.Prepare("SELECT error($1)"))
        {
            failing.Bind(1, "a text that is longer than twelve bytes");
            Expect(() => failing.Execute());
        }

        using (var chunk = DataChunk.Create([integer, varchar]))
        using (var appender = session.CreateAppender("t"))
        {
            chunk.GetVector(0).Values<int>()[0] = -1;
            chunk.GetVector(1).SetUtf8(0, "a text that is longer than twelve bytes"u8);
            chunk.RowCount = 1;
            appender.Append(chunk);
            Expect(appender.Flush);
        }

        using (var result = session.Query("SELECT 'a text that is longer than twelve bytes', [i], 1.5::DECIMAL(18,8) FROM range(3000) r(i)"))
        {
            // Left unfinished.
            result.FetchChunk()!.Dispose();
        }

        using var bound = session.Prepare("SELECT $tags, $id, $price");
        bound.Bind(1, ["a", null, "a text that is longer than twelve bytes"]);
        bound.Bind(2, Guid.Empty);
        bound.Bind(3, 1.5m);
        Assert.That(bound.ParameterName(1), Is.EqualTo("tags"));
        bound.ExecuteNonQuery();
    }

    private static void Expect(Action action) => Assert.Throws<DuckDbException>(() => action());
}
