using TradeStore;

namespace QuickStart.Loading;

/// <summary>How many ticks of which source a store holds: what an earlier run of the sample has left.</summary>
internal sealed class StoredSources(IReadOnlyList<StoredSources.SourceCount> counts)
{
    public static async Task<StoredSources> ReadAsync(Store store, CancellationToken cancellationToken) => new(await store.QueryAsync<SourceCount>(
        "SELECT coalesce(source, '(none)') AS source, count(*) AS ticks FROM market_ticks GROUP BY ALL ORDER BY ticks DESC",
        cancellationToken: cancellationToken));

    /// <summary>Gets the number of ticks of all sources.</summary>
    public long Total => counts.Sum(count => count.Ticks);

    /// <summary>The number of ticks of one source.</summary>
    /// <exception cref="SampleException">There are ticks of another source: a walkthrough over a mixture would show nonsense.</exception>
    public long CountOnly(string source)
    {
        var other = counts.FirstOrDefault(count => count.Source != source);
        return other is null
            ? Total
            : throw new SampleException($"The store holds {other.Ticks:N0} ticks of '{other.Source}'; give another folder, or run with the same arguments.");
    }

    internal sealed record SourceCount(string Source, long Ticks);
}
