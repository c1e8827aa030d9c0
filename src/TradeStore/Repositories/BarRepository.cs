using TradeStore.Model;
using TradeStore.Reading;

namespace TradeStore.Repositories;

/// <summary>OHLCV bars.</summary>
public sealed class BarRepository
{
    /// <summary>Writes one bar, replacing an earlier one of the same key; durable when the task completes.</summary>
    public ValueTask AppendAsync(Bar bar, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Writes a batch, all or nothing; durable when the task completes.</summary>
    public ValueTask AppendAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Reads one symbol's bars of a range [from, to), by time.</summary>
    public Task<IReadOnlyList<Bar>> GetAsync(
        string exchange, string symbol, Timeframe timeframe, DateTime from, DateTime to, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Reads bars as rows.</summary>
    public Task<IReadOnlyList<Bar>> GetAsync(BarQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Streams bars as columns.</summary>
    public IAsyncEnumerable<ColumnChunk> StreamAsync(BarQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
