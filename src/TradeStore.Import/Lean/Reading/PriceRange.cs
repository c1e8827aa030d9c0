using TradeStore.Import.Lean.Lines;

namespace TradeStore.Import.Lean.Reading;

/// <summary>A bar's four prices.</summary>
internal readonly record struct PriceRange(decimal Open, decimal High, decimal Low, decimal Close)
{
    /// <summary>
    /// Returns the prices half way between two sides. They are computed, not data, so a ninth decimal is rounded half to even: order is
    /// kept, and both sides stand beside them as they were.
    /// </summary>
    public static PriceRange Middle(PriceRange bid, PriceRange ask) =>
        new(Middle(bid.Open, ask.Open), Middle(bid.High, ask.High), Middle(bid.Low, ask.Low), Middle(bid.Close, ask.Close));

    public void Check(ref LineParser parser, string name)
    {
        if (Low > Open || Low > Close || Open > High || Close > High)
        {
            parser.Fail($"the {name}'s low {Low} and high {High} do not hold its open {Open} and close {Close}");
        }
    }

    private static decimal Middle(decimal bid, decimal ask) => decimal.Round((bid + ask) / 2, FixedNumber.Decimals, MidpointRounding.ToEven);
}
