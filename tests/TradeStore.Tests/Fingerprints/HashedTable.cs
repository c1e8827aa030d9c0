using System.Reflection;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Fingerprints;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Writing;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Fingerprints;

/// <summary>Rows of one partition in a database in memory, and their hash.</summary>
internal sealed class HashedTable : IDisposable
{
    private readonly DuckDbInstance _instance = DuckDbInstance.Open(":memory:");
    private readonly DuckDbSession _session;
    private readonly TableSchema _table;

    public HashedTable(TableSchema table, params object[] rows)
    {
        _table = table;
        _session = _instance.Connect();
        _session.Execute(TableDefinitionSql.Create(table, "sample").Replace(" NOT NULL", "", StringComparison.Ordinal));
        typeof(HashedTable).GetMethod(nameof(Append), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(table.GetType().GenericTypeArguments[0]).Invoke(this, [table, rows]);
    }

    public static string HashOf(TableSchema table, params object[] rows)
    {
        using var hashed = new HashedTable(table, rows);
        return hashed.Hash();
    }

    public string Hash()
    {
        var hashes = new PartitionHashes(_table);
        using var result = _session.Query($"SELECT {string.Join(", ", hashes.Columns.Select(TableDefinitionSql.Quote))} FROM sample");
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                hashes.Add(chunk);
            }
        }

        return hashes.Parts(_ => []).Single().ContentHash;
    }

    /// <summary>Returns the hash as it would be if a column had another value.</summary>
    public string HashWith(string column, string value)
    {
        _session.Execute("BEGIN");
        _session.Execute($"UPDATE sample SET {TableDefinitionSql.Quote(column)} = {value}");
        var hash = Hash();
        _session.Execute("ROLLBACK");
        return hash;
    }

    public void Dispose()
    {
        _session.Dispose();
        _instance.Dispose();
    }

    private void Append<TRow>(Table<TRow> table, object[] rows)
        where TRow : class
    {
        using var batch = table.Encoder.Encode([.. rows.Cast<TRow>()], TimestampConversion.ToMicroseconds(Some.Day.AddDays(1)));
        using var run = new RunAppender(table);
        using var appender = _session.CreateAppender("sample");
        run.AppendAndClose([new RowRun(batch, 0, batch.RowCount)], appender);
    }
}
