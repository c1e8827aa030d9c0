using TradeStore.Model;

namespace TradeStore.Tests.Repositories;

/// <summary>What a store must hold, kept in the plainest way.</summary>
internal sealed class StoreModel
{
    private readonly HashSet<(string, string, DateTime, long, bool IsQuote, bool IsTrade)> _keys = [];
    private readonly Dictionary<(string, string, Timeframe, DateTime), Bar> _bars = [];
    private readonly List<Tick> _ticks = [];

    public IReadOnlyList<Tick> Ticks => _ticks;

    public IReadOnlyCollection<Bar> Bars => _bars.Values;

    /// <summary>The first row of a key stays, a quote and a trade beside each other; rows without a sequence number all do.</summary>
    public void Append(IEnumerable<Tick> ticks) =>
        _ticks.AddRange(ticks.Where(t => t.SequenceNumber is not { } sequence || _keys.Add((t.Exchange, t.Symbol, t.Timestamp, sequence, t.BidPrice is not null || t.AskPrice is not null, t.LastPrice is not null))));

    /// <summary>The last row of a key stays, but a forming bar does not take the place of a complete one.</summary>
    public void Append(IEnumerable<Bar> bars)
    {
        foreach (var bar in bars)
        {
            var key = (bar.Exchange, bar.Symbol, bar.Timeframe, bar.Timestamp);
            if (bar.IsComplete || !_bars.TryGetValue(key, out var there) || !there.IsComplete)
            {
                _bars[key] = bar;
            }
        }
    }
}
