using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiering;

/// <summary>Where the store's data lies: in the database file or in Parquet files beside it.</summary>
public sealed class StoreTiers
{
    private readonly ReadContext _context;

    internal StoreTiers(ReadContext context) => _context = context;

    /// <summary>Lists every partition of every series table, table by table, oldest first. What has taken rows since it was counted is counted now.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Errors.PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="Errors.QueryTimeoutException">Counting took too long.</exception>
    public async Task<IReadOnlyList<PartitionDescription>> DescribeAsync(CancellationToken cancellationToken = default)
    {
        var described = new List<PartitionDescription>();
        foreach (var table in _context.Catalog.All.Where(t => t.Kind == TableKind.Series))
        {
            described.AddRange(await GuardedRead.RunAsync(
                _context,
                "describe",
                table,
                ReadConsistency.Latest,
                (session, transaction, observed) =>
                {
                    var figures = new PartitionFigures(session, transaction, table);
                    List<PartitionDescription> all = [.. transaction.Map.Partitions(table).Select(figures.Of)];
                    observed.Completed(all.Count);
                    return all;
                },
                cancellationToken).ConfigureAwait(false));
        }

        return described;
    }
}
