using TradeStore.DuckDb.Engine;

namespace TradeStore.Storage.Schema;

/// <summary>Small queries of the store's own tables, whose columns are all texts.</summary>
internal static class TextQuery
{
    /// <summary>Returns the rows of a query over VARCHAR or JSON columns; a NULL is an empty text.</summary>
    public static List<string[]> QueryTexts(this DuckDbSession session, string sql, int columns)
    {
        var rows = new List<string[]>();
        using var result = session.Query(sql);
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var texts = new string[columns];
                    for (var column = 0; column < columns; column++)
                    {
                        var vector = chunk.GetVector(column);
                        texts[column] = vector.IsNull(row) ? "" : vector.GetString(row);
                    }

                    rows.Add(texts);
                }
            }
        }

        return rows;
    }
}
