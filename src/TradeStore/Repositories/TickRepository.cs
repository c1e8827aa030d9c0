using TradeStore.Model;
using TradeStore.Reading;

namespace TradeStore.Repositories;

/// <summary>Quotes and trades.</summary>
public sealed class TickRepository
{
    /// <summary>Appends one tick; durable when the task completes.</summary>
    public ValueTask AppendAsync(Tick tick, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Appends a batch, all or nothing; durable when the task completes.</summary>
    public ValueTask AppendAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Reads one symbol's ticks of a range [from, to), by time.</summary>
    public Task<IReadOnlyList<Tick>> GetAsync(string exchange, string symbol, DateTime from, DateTime to, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Reads ticks as rows.</summary>
    public Task<IReadOnlyList<Tick>> GetAsync(TickQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Streams ticks as columns; needs little memory whatever the range.</summary>
    public IAsyncEnumerable<ColumnChunk> StreamAsync(TickQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Reads the newest tick of a symbol.</summary>
    public Task<Tick?> LatestAsync(string exchange, string symbol, TickKind kind = TickKind.Any, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
