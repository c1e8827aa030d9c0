namespace TradeStore.Storage.Configuration;

/// <summary>Sets of ages that data is kept for, under a name each.</summary>
public enum TieringPreset
{
    /// <summary>Nothing is ever removed or reduced; rows only move into files.</summary>
    KeepAll = 0,

    /// <summary>
    /// What is large and loses its worth goes: <c>market_ticks</c>, <c>ofi_events</c> and <c>system_metrics</c> after 90 days, <c>ohlcv_bars</c> and
    /// <c>market_snapshots</c> after 730; of <c>portfolio_snapshots</c> the intraday ones after 90 days, of <c>application_logs</c> all below a
    /// warning after 7, and <c>system_metrics</c> become one row a minute after 7.
    /// </summary>
    Expiring,
}
