using TradeStore.Model;
using TradeStore.Trading;

namespace TradeStore.Statistics.Daily;

/// <summary>What daily figures are computed from: all that is stored, by UTC day.</summary>
internal sealed record PerformanceData
{
    /// <summary>Gets the arithmetic of the store.</summary>
    public required FixedPoint Numbers { get; init; }

    public required IReadOnlyList<Bot> Bots { get; init; }

    public required IReadOnlyList<FillDay> Fills { get; init; }

    /// <summary>Gets the prices of snapshots, and as of today those of the positions themselves.</summary>
    public required IReadOnlyList<PriceDay> Prices { get; init; }

    public required IReadOnlyList<TradeDay> Trades { get; init; }

    public required IReadOnlyList<EquityDay> Equities { get; init; }
}
