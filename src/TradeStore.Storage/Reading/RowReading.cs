using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>Makes rows of chunks that hold all columns of a table.</summary>
internal static class RowReading
{
    public static IReadOnlyList<TRow> ToList<TRow>(Table<TRow> table, IEnumerable<DataChunk> chunks, ObservedQuery observed)
        where TRow : class
    {
        var materializer = table.CreateMaterializer();
        var rows = new List<TRow>();
        foreach (var chunk in chunks)
        {
            using (chunk)
            {
                materializer.Read(chunk, rows);
            }
        }

        observed.Completed(rows.Count);
        return rows;
    }
}
