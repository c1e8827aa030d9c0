using System.Collections.Frozen;
using TradeStore.Configuration;
using TradeStore.Schema.Tables;

namespace TradeStore.Tiering;

/// <summary>How long the rows of each table stay in the database, and how long they are kept at all; <c>docs/tiering.md</c> says the same.</summary>
internal static class DefaultPolicies
{
    private static readonly TierPolicy Declared = Policy(warm: 90, kept: null);
    private static readonly TierPolicy Trading = Policy(warm: 365, kept: null);
    private static readonly TierPolicy Ticks = Policy(warm: 7, kept: 90);
    private static readonly TierPolicy Bars = Policy(warm: 90, kept: 730);

    private static readonly FrozenDictionary<string, TierPolicy> ByTable = new Dictionary<string, TierPolicy>(StringComparer.Ordinal)
    {
        [TickTable.Definition.Name] = Ticks,
        [OfiEventTable.Definition.Name] = Ticks,
        [BarTable.Definition.Name] = Bars,
        [MarketSnapshotTable.Definition.Name] = Bars,
        [OrderEventTable.Definition.Name] = Trading,
        [ExecutionTable.Definition.Name] = Trading,
        [TradeTable.Definition.Name] = Trading,
        [SignalTable.Definition.Name] = Trading,
        [PositionSnapshotTable.Definition.Name] = Trading,
        [PortfolioSnapshotTable.Definition.Name] = Trading,
        [AccountBalanceTable.Definition.Name] = Trading,
        [RiskEventTable.Definition.Name] = Trading,
        [BacktestTradeTable.Definition.Name] = Trading,
        [AuditTable.Definition.Name] = Trading,
        [SystemMetricTable.Definition.Name] = Policy(warm: 7, kept: 90),
        [LogTable.Definition.Name] = Policy(warm: 7, kept: null),
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

    public static TierPolicy Of(string table) => ByTable.GetValueOrDefault(table, Declared);

    /// <summary>Returns why the rows of a table are never removed; <see langword="null"/> when they may be.</summary>
    public static string? WhyForEver(string table) => ForEver.GetValueOrDefault(table);

    private static TierPolicy Policy(int warm, int? kept) =>
        new() { Warm = TimeSpan.FromDays(warm), Retention = kept is { } days ? TimeSpan.FromDays(days) : null };
}
