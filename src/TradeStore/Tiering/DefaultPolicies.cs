using System.Collections.Frozen;
using TradeStore.Configuration;
using TradeStore.Schema.Tables;

namespace TradeStore.Tiering;

/// <summary>How long the rows of each table stay in the database, and which are kept whatever is asked; <c>docs/tiering.md</c> says the same. Nothing is removed by default.</summary>
internal static class DefaultPolicies
{
    private static readonly TierPolicy Week = WarmFor(days: 7);
    private static readonly TierPolicy Quarter = WarmFor(days: 90);
    private static readonly TierPolicy Year = WarmFor(days: 365);

    private static readonly FrozenDictionary<string, TierPolicy> ByTable = new Dictionary<string, TierPolicy>(StringComparer.Ordinal)
    {
        [TickTable.Definition.Name] = Week,
        [OfiEventTable.Definition.Name] = Week,
        [BarTable.Definition.Name] = Quarter,
        [MarketSnapshotTable.Definition.Name] = Quarter,
        [OrderEventTable.Definition.Name] = Year,
        [ExecutionTable.Definition.Name] = Year,
        [TradeTable.Definition.Name] = Year,
        [SignalTable.Definition.Name] = Year,
        [PositionSnapshotTable.Definition.Name] = Year,
        [PortfolioSnapshotTable.Definition.Name] = Year,
        [AccountBalanceTable.Definition.Name] = Year,
        [RiskEventTable.Definition.Name] = Year,
        [BacktestTradeTable.Definition.Name] = Year,
        [AuditTable.Definition.Name] = Year,
        [SystemMetricTable.Definition.Name] = Week,
        [LogTable.Definition.Name] = Week,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What the state in memory is made from when the store is opened, and what the audit chain begins with.
    private static readonly FrozenDictionary<string, string> ForEver = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [ExecutionTable.Definition.Name] = "an execution that is repeated is recognised by the ids of all there were",
        [TradeTable.Definition.Name] = "round trips that are open live there, and the figures of those that are closed are sums of all",
        [SignalTable.Definition.Name] = "a signal that is repeated is recognised by the ids of all there were",
        [RiskEventTable.Definition.Name] = "events that are not resolved live there",
        [AccountBalanceTable.Definition.Name] = "the newest balance of an account may be an old one",
        [AuditTable.Definition.Name] = "its chain is verified from its first record on",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static TierPolicy Of(string table) => ByTable.GetValueOrDefault(table, Quarter);

    /// <summary>Returns why the rows of a table are never removed; <see langword="null"/> when they may be.</summary>
    public static string? WhyForEver(string table) => ForEver.GetValueOrDefault(table);

    private static TierPolicy WarmFor(int days) => new() { Warm = TimeSpan.FromDays(days) };
}
