namespace TradeStore.Tests.Trading;

/// <summary>A round trip as the lists of what went in and what came out.</summary>
/// <param name="Direction">1 for long, -1 for short.</param>
internal sealed record ReferenceTrade(int Direction)
{
    public List<ReferenceLeg> Entries { get; } = [];

    public List<ReferenceLeg> Exits { get; } = [];

    public decimal Charges => Entries.Sum(l => l.Charges) + Exits.Sum(l => l.Charges);

    public bool IsClosed => Entries.Sum(l => l.Quantity) == Exits.Sum(l => l.Quantity);

    public decimal Net => (Direction * (Exits.Sum(l => l.Notional) - Entries.Sum(l => l.Notional))) - Charges;
}
