using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Tests.Engine;

public sealed class DuckDbInstanceTests
{
    [Test]
    public void A_file_is_opened_once_in_a_process_under_whatever_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.duckdb");
        using (DuckDbInstance.Open(path))
        {
            File.CreateSymbolicLink(folder.File("link.duckdb"), path);
            Directory.CreateSymbolicLink(folder.File("folder"), folder.Path);
            using (Assert.EnterMultipleScope())
            {
                Refused(path);
                Refused(Path.GetRelativePath(Environment.CurrentDirectory, path));
                Refused(folder.File("link.duckdb"));
                Refused(Path.Combine(folder.File("folder"), "a.duckdb"));
            }
        }

        using var again = DuckDbInstance.Open(folder.File("link.duckdb"));
        Refused(path);

        static void Refused(string path) => Assert.That(
            () => DuckDbInstance.Open(path),
            Throws.InstanceOf<DuckDbException>().With.Message.Contains("already open in this process"),
            path);
    }

    [Test]
    public void What_cannot_be_opened_says_why_and_frees_its_path()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("no.duckdb");
        File.WriteAllText(path, "this is no database, and long enough not to be taken for an empty one");
        using (Assert.EnterMultipleScope())
        {
            for (var round = 0; round < 2; round++)
            {
                var failure = Assert.Throws<DuckDbException>(() => DuckDbInstance.Open(path))!;
                Assert.That(failure.ErrorType, Is.EqualTo(DuckDBErrorType.Io), failure.Message);
            }

            Assert.That(
                () => DuckDbInstance.Open(":memory:", new Dictionary<string, string>(StringComparer.Ordinal) { ["memory_limit"] = "many" }),
                Throws.InstanceOf<DuckDbException>());
            Assert.That(
                () => DuckDbInstance.Open(path, new Dictionary<string, string>(StringComparer.Ordinal) { ["no_such_setting"] = "1" }),
                Throws.InstanceOf<DuckDbException>().With.Message.Contains("no_such_setting"));
        }

        File.Delete(path);
        using var instance = DuckDbInstance.Open(path);
        Assert.That(instance.Path, Is.EqualTo(path));
    }

    [Test]
    public void Disposing_in_any_order_is_safe_and_the_last_one_frees_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.duckdb");
        var random = new Random(20261121);
        for (var round = 0; round < 50; round++)
        {
            var instance = DuckDbInstance.Open(path);
            var session = instance.Connect();
            session.Execute("CREATE OR REPLACE TABLE t AS SELECT i, 'a text longer than twelve bytes ' || i AS s FROM range(5000) r(i)");
            var statement = session.Prepare("SELECT * FROM t");
            var result = statement.Execute();
            var chunk = result.FetchChunk()!;
            var other = instance.Connect();
            var appender = other.CreateAppender("t");
            IDisposable[] owners = [instance, session, statement, result, other, appender];
            random.Shuffle(owners);
            Array.ForEach(owners, static owner => owner.Dispose());
            Array.ForEach(owners, static owner => owner.Dispose());

            var text = chunk.GetVector(1).GetString(1999);
            Assert.That(text, Does.StartWith("a text longer than twelve bytes"), "a chunk outlives everything");
            chunk.Dispose();
            Assert.That(session.Interrupt, Throws.Nothing);
            Assert.That(() => session.Execute("SELECT 1"), Throws.InstanceOf<ObjectDisposedException>());
        }
    }

    [Test]
    public void A_path_stays_taken_until_everything_made_from_the_instance_is_gone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.duckdb");
        var instance = DuckDbInstance.Open(path);
        var session = instance.Connect();
        var result = session.Query("SELECT 1");
        instance.Dispose();
        session.Dispose();
        Assert.That(() => DuckDbInstance.Open(path), Throws.InstanceOf<DuckDbException>());

        result.Dispose();

        using var again = DuckDbInstance.Open(path);
        Assert.That(again.Path, Is.EqualTo(path));
    }

    [Test]
    public void An_unfinished_stream_is_over_when_its_result_is_disposed()
    {
        using var folder = new TemporaryFolder();
        using var instance = DuckDbInstance.Open(folder.File("a.duckdb"));
        using var reader = instance.Connect();
        using var writer = instance.Connect();
        writer.Execute("CREATE TABLE t AS SELECT i FROM range(1000000) r(i); CHECKPOINT");
        var result = reader.Query("SELECT i FROM t");
        result.FetchChunk()!.Dispose();
        writer.Execute("CREATE TABLE u AS SELECT i FROM range(100000) r(i)");
        Assert.That(() => writer.Execute("CHECKPOINT"), Throws.InstanceOf<DuckDbException>(), "the reader's snapshot is in the way");

        result.Dispose();

        Assert.That(() => writer.Execute("CHECKPOINT"), Throws.Nothing);
    }

    [Test]
    public void An_unfinished_stream_does_not_harm_the_transaction_it_was_read_in_nor_the_next_stream()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        session.Execute("BEGIN; CREATE TABLE t AS SELECT i FROM range(1000000) r(i)");
        var first = session.Query("SELECT i FROM t");
        first.FetchChunk()!.Dispose();
        first.Dispose();
        using var second = session.Query("SELECT i FROM t");
        var third = session.Query("SELECT i FROM t");
        second.Dispose();
        var rows = 0L;
        while (third.FetchChunk() is { } chunk)
        {
            rows += chunk.RowCount;
            chunk.Dispose();
        }

        session.Execute("COMMIT");
        Assert.That(rows, Is.EqualTo(1_000_000));
        Assert.That(session.QueryScalar<long>("SELECT count(*) FROM t"), Is.EqualTo(1_000_000));
    }

    [Test]
    public async Task A_chunk_is_read_on_another_thread()
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        using var result = session.Query("SELECT i FROM range(100000) t(i)");
        var sums = new List<Task<long>>();
        while (result.FetchChunk() is { } chunk)
        {
            sums.Add(Task.Run(() => Sum(chunk)));
        }

        Assert.That((await Task.WhenAll(sums)).Sum(), Is.EqualTo(99_999L * 100_000 / 2));

        static long Sum(DataChunk chunk)
        {
            using (chunk)
            {
                var sum = 0L;
                foreach (var value in chunk.GetVector(0).Values<long>())
                {
                    sum += value;
                }

                return sum;
            }
        }
    }
}
