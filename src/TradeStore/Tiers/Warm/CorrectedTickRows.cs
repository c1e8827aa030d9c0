using System.Text;
using TradeStore.DuckDb.Engine;
using TradeStore.Ingest;
using TradeStore.Schema.Tables;

namespace TradeStore.Tiers.Warm;

/// <summary>Finds out which ticks are corrected.</summary>
internal static class CorrectedTickRows
{
    /// <summary>Reads them from the database.</summary>
    public static IReadOnlyList<CorrectedTick> Load(DuckDbSession session)
    {
        var ticks = new List<CorrectedTick>();
        using var result = session.Query($"SELECT exchange, symbol, ts FROM {TickCorrectionTable.Definition.StateTable}");
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    ticks.Add(new CorrectedTick(chunk.GetVector(0).GetString(row), chunk.GetVector(1).GetString(row), chunk.GetVector(2).Values<long>()[row]));
                }
            }
        }

        return ticks;
    }

    /// <summary>Returns those of a batch of corrections.</summary>
    public static IEnumerable<CorrectedTick> Of(ColumnBatch batch)
    {
        var table = batch.Table;
        var (exchange, symbol, time) = (table.Ordinal("exchange"), table.Ordinal("symbol"), table.Ordinal("ts"));
        for (var row = 0; row < batch.RowCount; row++)
        {
            yield return new CorrectedTick(Text(batch.Column(exchange), row), Text(batch.Column(symbol), row), batch.Column(time).ValuesAs<long>()[row]);
        }
    }

    private static string Text(in ColumnData data, int row) => Encoding.UTF8.GetString(data.DictionaryEntry(data.ValuesAs<int>()[row]));
}
