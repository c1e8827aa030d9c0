namespace TradeStore.Configuration;

/// <summary>How a store is opened. Every setting has a default that suits a trading bot.</summary>
public sealed class StoreOptions
{
    /// <summary>Gets or sets the clock; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
