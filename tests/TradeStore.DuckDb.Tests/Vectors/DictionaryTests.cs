using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Tests.Vectors;

public sealed class DictionaryTests
{
    // Twelve bytes stand in the slot itself; an entry that is longer changes how all of its dictionary are written.
    [TestCase("NYSE", "NASDAQ", "")]
    [TestCase("NYSE", "a venue with a long name", "twelve bytes", "thirteen byte")]
    [TestCase("the first long name", "the second long name")]
    public void Entries_of_any_lengths_are_written_as_they_are(params string[] entries)
    {
        using var instance = DuckDbInstance.Open(":memory:");
        using var session = instance.Connect();
        session.Execute("CREATE TABLE t (i INTEGER, v VARCHAR)");
        int[] codes = [.. Enumerable.Range(0, 100).Select(i => i % entries.Length)];
        var texts = entries.Select(System.Text.Encoding.UTF8.GetBytes).ToList();
        int[] ends = [.. texts.Select((_, i) => texts.Take(i + 1).Sum(t => t.Length))];
        using (var integer = LogicalType.Of(DuckDBType.Integer))
        using (var text = LogicalType.Of(DuckDBType.Varchar))
        using (var chunk = DataChunk.Create([integer, text]))
        using (var appender = session.CreateAppender("t"))
        {
            chunk.RowCount = codes.Length;
            Enumerable.Range(0, codes.Length).ToArray().CopyTo(chunk.GetVector(0).Values<int>());
            chunk.GetVector(1).SetUtf8(0, codes, ends, texts.SelectMany(t => t).ToArray());
            appender.Append(chunk);
            appender.Close();
        }

        var list = string.Join(", ", entries.Select(e => $"'{e}'"));
        Assert.That(session.QueryScalar<long>($"SELECT count(*) FROM t WHERE v = ([{list}])[i % {entries.Length} + 1]"), Is.EqualTo(100));
    }
}
