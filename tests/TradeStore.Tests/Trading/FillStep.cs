using FsCheck;
using FsCheck.Fluent;
using TradeStore.Model;

namespace TradeStore.Tests.Trading;

/// <summary>One random move: a fill, or a market price.</summary>
/// <param name="Kind">How large the fill is.</param>
/// <param name="Side">Its side, where <paramref name="Kind"/> leaves it open.</param>
/// <param name="Size">Its quantity, where <paramref name="Kind"/> leaves it open.</param>
/// <param name="Permille">The share of the held quantity, where <paramref name="Kind"/> asks for one.</param>
internal sealed record FillStep(FillKind Kind, OrderSide Side, decimal Size, int Permille, decimal Price, decimal Commission, decimal Fees)
{
    private static readonly FillKind[] Kinds =
        [FillKind.Any, FillKind.Any, FillKind.Part, FillKind.Part, FillKind.Whole, FillKind.Turn, FillKind.Mark, FillKind.Mark];

    public static Gen<FillStep> Steps =>
        from kind in Gen.Elements(Kinds)
        from side in Gen.Elements(OrderSide.Buy, OrderSide.Sell)
        from size in Gen.OneOf(Units(1, 100), Units(1, 2_000_000_000), Gen.Choose(1, 10_000).Select(n => (decimal)n))
        from permille in Gen.Choose(1, 999)
        from price in Gen.OneOf(Units(-1_000, 1_000), Units(-2_000_000_000, 2_000_000_000), Gen.Choose(1, 1_000_000).Select(n => n / 100m))
        from commission in Gen.OneOf(Gen.Constant(0m), Units(-1_000_000, 500_000_000))
        from fees in Gen.OneOf(Gen.Constant(0m), Units(-1_000_000, 500_000_000))
        select new FillStep(kind, side, size, permille, price, commission, fees);

    /// <summary>Returns side and quantity of the fill for a position that holds so much: above zero long, below it short.</summary>
    public (OrderSide Side, decimal Quantity) For(decimal net)
    {
        var against = net > 0 ? OrderSide.Sell : OrderSide.Buy;
        var held = Math.Abs(net);
        return net == 0 ? (Side, Size) : Kind switch
        {
            FillKind.Part => (against, Math.Max(0.00000001m, decimal.Round(held * Permille / 1000, 8))),
            FillKind.Whole => (against, held),
            FillKind.Turn => (against, held + Size),
            _ => (Side, Size),
        };
    }

    private static Gen<decimal> Units(int low, int high) => Gen.Choose(low, high).Select(n => n / 100_000_000m);
}
