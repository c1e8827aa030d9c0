using System.Globalization;
using System.Runtime.InteropServices;
using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Live;

/// <summary>
/// What a venue calls a fill by: its id of the trade, unique on the exchange and symbol for each side, since a trade that somebody makes with himself is a fill on
/// both. A report that comes again is told from another fill under the same id by what it says.
/// </summary>
/// <param name="Identity">Stands for exchange, symbol, side and the venue's id.</param>
/// <param name="Content">Stands for these and for what is said of the fill: its order, quantity, price, time and charges.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VenueFill(UInt128 Identity, UInt128 Content)
{
    /// <summary>Returns it of a fill that has exchange, symbol and side; <see langword="null"/> when the venue gave it no id.</summary>
    public static VenueFill? Of(Execution fill)
    {
        if (fill.ExchangeTradeId is not { } id)
        {
            return null;
        }

        // With the length of each name, so that no two read the same.
        var identity = $"{fill.Exchange!.Length} {fill.Exchange} {fill.Symbol!.Length} {fill.Symbol} {fill.Side} {id.Length} {id}";
        return new VenueFill(IdentitySet.Of(identity), IdentitySet.Of($"{identity} {Said(fill)}"));
    }

    /// <summary>Tells whether two reports are of one fill: they say the same of its order, quantity, price, time and charges.</summary>
    public static bool SayTheSame(Execution one, Execution other) => Said(one) == Said(other);

    /// <summary>Says what a fill is, for an error that shows it.</summary>
    public static string Describe(Execution fill) => string.Create(
        CultureInfo.InvariantCulture,
        $"order {fill.OrderId}, {EnumText(fill.Side)} {Plain(fill.Quantity)} at {Plain(fill.Price)}, executed {fill.ExecutedAt:O}, commission {Plain(fill.Commission)} {fill.CommissionCurrency ?? "(no currency)"}, fees {Plain(fill.Fees)}{(fill.ExchangeTradeId is { } id ? $", exchange_trade_id {id}" : "")}");

    // Never with an exponent: G29 writes 1.2330544E-05.
    private static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Said(Execution fill) => string.Create(
        CultureInfo.InvariantCulture,
        $"{fill.OrderId:N} {fill.Quantity:G29} {fill.Price:G29} {fill.ExecutedAt.Ticks / TimeSpan.TicksPerMicrosecond} {fill.Commission:G29} {fill.Fees:G29} {fill.CommissionCurrency}");

    private static string EnumText(OrderSide side) => EnumSqlNames<OrderSide>.Text(side);
}
