using TradeStore.Schema;

namespace TradeStore.Configuration;

/// <summary>How a store is opened. Every setting has a default that suits a trading bot; <see cref="StoreOptionsValidator"/> checks them.</summary>
public sealed class StoreOptions
{
    /// <summary>Gets or sets how the journal is kept.</summary>
    public JournalOptions Journal { get; set; } = new();

    /// <summary>Gets or sets how writes are taken in.</summary>
    public IngestOptions Ingest { get; set; } = new();

    /// <summary>Gets or sets how the engine is written.</summary>
    public WritingOptions Writing { get; set; } = new();

    /// <summary>Gets or sets how the store is read.</summary>
    public ReaderOptions Readers { get; set; } = new();

    /// <summary>Gets or sets what the store does for trading by itself.</summary>
    public TradingOptions Trading { get; set; } = new();

    /// <summary>Gets or sets what the engine may use of the machine.</summary>
    public EngineOptions Engine { get; set; } = new();

    /// <summary>Gets or sets what to do at open when acknowledged data is damaged beyond recovery.</summary>
    public DamagePolicy OnDamage { get; set; }

    /// <summary>Gets the tables that the application declares for rows of its own, beside those built in; none by default.</summary>
    public IList<TableSchema> Tables { get; } = [];

    /// <summary>Gets or sets the clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
