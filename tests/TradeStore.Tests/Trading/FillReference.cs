using TradeStore.Model;

namespace TradeStore.Tests.Trading;

/// <summary>
/// Average cost the slow and obvious way: exact fractions that nothing rounds, and lists of what went in and came out. Quantities carry a
/// sign: long is above zero, short below.
/// </summary>
internal sealed class FillReference
{
    private readonly List<ReferenceTrade> _trades = [];

    /// <summary>Gets the quantity held.</summary>
    public decimal Net { get; private set; }

    /// <summary>Gets the exact cost of what is held, with the sign of <see cref="Net"/> × price.</summary>
    public Rational Cost { get; private set; } = Rational.Zero;

    /// <summary>Gets the exact P&amp;L realised in all.</summary>
    public Rational Realized { get; private set; } = Rational.Zero;

    /// <summary>Gets the notionals of all sells less those of all buys, each rounded.</summary>
    public decimal Cash { get; private set; }

    /// <summary>Gets commissions and fees of all fills.</summary>
    public decimal Charges { get; private set; }

    /// <summary>Gets the number of all fills.</summary>
    public int Fills { get; private set; }

    /// <summary>Gets the fills since the position was flat last.</summary>
    public int FillsSinceFlat { get; private set; }

    /// <summary>Gets all round trips, in order.</summary>
    public IReadOnlyList<ReferenceTrade> Trades => _trades;

    public void Add(Execution fill)
    {
        var direction = fill.Side == OrderSide.Buy ? 1 : -1;
        var notional = ((Rational)fill.Quantity * fill.Price).Rounded();
        var charges = fill.Commission + fill.Fees;
        Cash -= direction * notional;
        Charges += charges;
        Fills++;
        FillsSinceFlat++;
        var closed = Math.Sign(Net) == -direction ? Math.Min(fill.Quantity, Math.Abs(Net)) : 0;
        var opened = fill.Quantity - closed;
        var closedNotional = ((Rational)closed * fill.Price).Rounded();
        var openedCharges = ((Rational)charges * opened / fill.Quantity).Rounded();
        if (closed > 0)
        {
            var average = Cost / Net;
            Realized += (Rational)(-direction * closed) * (fill.Price - average);
            Net += direction * closed;
            Cost = (Rational)Net * average;
            _trades[^1].Exits.Add(new(closed, closedNotional, charges - openedCharges));
        }

        if (opened > 0)
        {
            if (Net == 0)
            {
                _trades.Add(new(direction));
            }

            Cost += (Rational)(direction * opened) * fill.Price;
            Net += direction * opened;
            _trades[^1].Entries.Add(new(opened, notional - closedNotional, openedCharges));
        }

        FillsSinceFlat = Net == 0 ? 0 : closed > 0 && opened > 0 ? 1 : FillsSinceFlat;
    }
}
