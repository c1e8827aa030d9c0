namespace TradeStore.Import.Lean.Reading;

/// <summary>One line of a bar file: a trade bar, or a quote bar with its middle prices and both sides as JSON.</summary>
internal sealed record BarLine(
    DateTime Time, LineOrigin Origin, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume, string? Quote);
