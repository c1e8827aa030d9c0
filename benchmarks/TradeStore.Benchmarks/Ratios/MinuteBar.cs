namespace TradeStore.Benchmarks.Ratios;

/// <summary>A bar made of the ticks of a minute.</summary>
internal sealed record MinuteBar(DateTime Minute, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);
