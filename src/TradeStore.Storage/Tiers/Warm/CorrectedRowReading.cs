using System.Text;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>Finds out which rows of a series are corrected.</summary>
internal static class CorrectedRowReading
{
    /// <summary>Reads them from the database.</summary>
    public static IReadOnlyList<CorrectedRow> Load(DuckDbSession session, TableSchema series)
    {
        var texts = series.KeyTexts;
        var rows = new List<CorrectedRow>();
        var columns = string.Join(", ", texts.Append(series.TimeColumn).Select(c => TableDefinitionSql.Quote(series.Columns[c].Name)));
        using var result = session.Query($"SELECT {columns} FROM {series.Corrections!.Table.StateTable}");
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var key = new string[texts.Count];
                    for (var i = 0; i < key.Length; i++)
                    {
                        key[i] = chunk.GetVector(i).GetString(row);
                    }

                    rows.Add(new CorrectedRow(key, chunk.GetVector(texts.Count).Values<long>()[row]));
                }
            }
        }

        return rows;
    }

    /// <summary>Returns those of a batch of corrections.</summary>
    public static IEnumerable<CorrectedRow> Of(TableSchema series, ColumnBatch batch)
    {
        int[] texts = [.. series.KeyTexts.Select(c => batch.Table.Ordinal(series.Columns[c].Name))];
        var time = batch.Table.Ordinal(series.Columns[series.TimeColumn].Name);
        for (var row = 0; row < batch.RowCount; row++)
        {
            var place = row;
            yield return new CorrectedRow(Array.ConvertAll(texts, c => Text(batch.Column(c), place)), batch.Column(time).ValuesAs<long>()[row]);
        }
    }

    private static string Text(in ColumnData data, int row) => Encoding.UTF8.GetString(data.DictionaryEntry(data.ValuesAs<int>()[row]));
}
