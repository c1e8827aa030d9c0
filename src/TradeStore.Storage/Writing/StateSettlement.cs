using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Columns;

namespace TradeStore.Storage.Writing;

/// <summary>Writes rows of a state table: each replaces the one with its key, or is new.</summary>
internal static class StateSettlement
{
    /// <summary>Writes batches in the session's transaction; of rows with one key the last one counts.</summary>
    public static void Write(DuckDbSession session, RunAppender appender, IEnumerable<ColumnBatch> batches)
    {
        var newest = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<(ColumnBatch Batch, int Row)>();
        foreach (var batch in batches)
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                var key = RowKey.Of(batch, row) ?? throw new InvalidOperationException($"A row for '{batch.Table.Name}' has no key.");
                if (newest.TryAdd(key, rows.Count))
                {
                    rows.Add((batch, row));
                }
                else
                {
                    rows[newest[key]] = (batch, row);
                }
            }
        }

        var runs = new List<RowRun>();
        foreach (var (batch, row) in rows)
        {
            RowRun.Add(runs, batch, row, 1);
        }

        DuplicateSettlement.Replace(session, appender, runs[0].Batch.Table.StateTable, runs);
    }
}
