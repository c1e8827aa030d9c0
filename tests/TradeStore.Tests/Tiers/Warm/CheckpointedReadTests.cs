using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Files;
using TradeStore.Storage.Tiers.Warm;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiers.Warm;

/// <summary>Reads beside a checkpoint find what their snapshot has, however they ask for it.</summary>
internal sealed class CheckpointedReadTests
{
    private const int Rows = 200;
    private const int Tables = 14;
    private const int Checkpoints = 20;

    // Many, so that a checkpoint of the table takes its time.
    private static readonly string[] Texts = [.. Enumerable.Range(0, 14).Select(i => $"text{i}")];

    private static readonly string[] Questions =
    [
        "SELECT ts FROM {0} WHERE symbol = 'S3' ORDER BY ts DESC LIMIT 1",
        "SELECT * FROM {0} ORDER BY ts DESC LIMIT 1",
        "SELECT ts FROM {0} ORDER BY ts LIMIT 1",
    ];

    // Of which the engine first finds where they are, and then what they are.
    private static readonly string[] WideQuestions = ["SELECT ts, number, symbol, * FROM {0} ORDER BY ts LIMIT 5", "SELECT * FROM {0} ORDER BY ts LIMIT 5"];

    [Test]
    public async Task No_question_is_answered_with_nothing([Values] bool isDeleted)
    {
        using var folder = new TemporaryFolder();
        var store = new StoreFolder(folder.Path);
        Directory.CreateDirectory(store.Temporary);
        using var database = WarmDatabase.Open(store, Quick.Options().Engine, 1L << 30);
        using var reader = database.Connect();
        using var writer = database.Connect();
        var empty = new List<string>();
        var questions = 0;
        for (var number = 0; number < Tables; number++)
        {
            var table = $"t{number}";
            writer.Execute($"CREATE TABLE {table} (ts TIMESTAMP, symbol VARCHAR, number BIGINT{string.Concat(Texts.Select(t => $", {t} VARCHAR"))}); {Insert(table, 0, isDeleted ? Rows * 15 : Rows)}");
            var writing = Task.Run(() => Write(writer, table, isDeleted));
            while (!writing.IsCompleted)
            {
                var asked = isDeleted ? WideQuestions : Questions;
                var sql = string.Format(System.Globalization.CultureInfo.InvariantCulture, asked[questions++ % asked.Length], table);
                if (Ask(reader, sql) == 0)
                {
                    empty.Add(sql);
                }
            }

            await writing;
            writer.Execute($"DROP TABLE {table}");
        }

        TestContext.Out.WriteLine($"{questions} questions");
        Assert.That(empty, Is.Empty);
    }

    private static void Write(DuckDbSession writer, string table, bool isDeleted)
    {
        for (var i = 0; i < Checkpoints; i++)
        {
            // Rows that are replaced by themselves, or more of them.
            var from = isDeleted ? i * 100 : Rows;
            writer.Execute($"BEGIN; {(isDeleted ? $"DELETE FROM {table} WHERE number BETWEEN {from} AND {from + 99};" : "")} {Insert(table, from, from + (isDeleted ? 100 : 25))} COMMIT;");
            writer.Execute("CHECKPOINT");
        }
    }

    private static int Ask(DuckDbSession reader, string sql)
    {
        reader.Execute("BEGIN TRANSACTION READ ONLY");
        try
        {
            using var result = reader.Query(sql);
            var rows = 0;
            while (result.FetchChunk() is { } chunk)
            {
                rows += chunk.RowCount;
                chunk.Dispose();
            }

            return rows;
        }
        finally
        {
            reader.Execute("ROLLBACK");
        }
    }

    private static string Insert(string table, int from, int to) =>
        $"INSERT INTO {table} SELECT make_timestamp(i * 1000), 'S' || (i % 6), i{string.Concat(Texts.Select(t => $", '{t}' || i"))} FROM range({from}, {to}) r(i);";
}
