using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>Streams ranges of a series table as columns.</summary>
internal static class SeriesStream
{
    public static IAsyncEnumerable<ColumnChunk> RunAsync(
        TableSchema table, ReadContext context, SeriesQuery query, SeriesFilter filter, CancellationToken cancellationToken)
    {
        string[] names = query.Columns.Count > 0 ? [.. query.Columns] : [.. table.Columns.Select(c => c.Name)];
        var columns = string.Join(", ", names.Select(n => TableDefinitionSql.Quote(table.Columns[table.Ordinal(n)].Name)));
        return ChunkStream.RunAsync(context, table, query.Consistency, SeriesPlan.Of(context, table, query, filter, columns), names, cancellationToken);
    }
}
