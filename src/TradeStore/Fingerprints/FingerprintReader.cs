using TradeStore.Model;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Fingerprints;

/// <summary>
/// Makes fingerprints of what reads of a range return: it asks by the same plan as they do, so that duplicates are settled and tiers told apart
/// as for them.
/// </summary>
internal sealed class FingerprintReader(ReadContext context)
{
    public async Task<DataFingerprint> RunAsync(
        IReadOnlyList<string> tables, DateTime from, DateTime to, IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        var names = tables.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var wanted = symbols.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var reads = Series(names).Select(table => (Table: table, Filter: Filter(table, from, to, wanted))).ToList();
        var parts = new List<DataPart>();
        foreach (var (table, filter) in reads)
        {
            parts.AddRange(await PartsAsync(table, filter, cancellationToken).ConfigureAwait(false));
        }

        return new DataFingerprint { Algorithm = PartitionHashes.Algorithm, Tables = names, Symbols = wanted, From = from, To = to, Parts = parts };
    }

    private static SeriesFilter Filter(TableSchema table, DateTime from, DateTime to, List<string> symbols)
    {
        var filter = new SeriesFilter(table, from, to);
        if (symbols.Count == 0)
        {
            return filter;
        }

        var column = table.Columns.FirstOrDefault(c => c.Name == "symbol") ?? table.Columns.FirstOrDefault(c => c.Name == "market_id");
        return column is null
            ? throw new ArgumentException($"The table '{table.Name}' has neither symbols nor markets to choose from.", nameof(symbols))
            : filter.Where(column.Name, symbols);
    }

    private List<TableSchema> Series(IReadOnlyList<string> tables)
    {
        var series = context.Catalog.All.Where(t => t.Kind == TableKind.Series).ToDictionary(t => t.Name, StringComparer.Ordinal);
        return tables.FirstOrDefault(name => !series.ContainsKey(name)) is { } unknown
            ? throw new ArgumentException($"There is no series table '{unknown}'. There are: {string.Join(", ", series.Keys)}.", nameof(tables))
            : [.. tables.Select(name => series[name])];
    }

    private async Task<IEnumerable<DataPart>> PartsAsync(TableSchema table, SeriesFilter filter, CancellationToken cancellationToken)
    {
        var hashes = new PartitionHashes(table);
        var columns = string.Join(", ", hashes.Columns.Select(TableDefinitionSql.Quote));
        var segments = Enumerable.Empty<Segment>().ToLookup(s => s.Partition, s => s.Id);
        var plan = new ReadPlan
        {
            Statements = transaction =>
            {
                segments = transaction.Map.Partitions(table, filter.From, filter.To).SelectMany(p => p.Segments).ToLookup(s => s.Partition, s => s.Id);
                return SeriesPlan.Range(transaction.Map, context.Maps.Current, table, context.Folder, transaction.Applied(table), filter, columns, ReadOrder.Stored);
            },
            Bind = filter.Bind,
        };
        await foreach (var chunk in ChunkStream.RunAsync(context, table, ReadConsistency.Latest, plan, hashes.Columns, cancellationToken).ConfigureAwait(false))
        {
            hashes.Add(chunk.Data);
        }

        return hashes.Parts(partition => [.. segments[partition]]);
    }
}
