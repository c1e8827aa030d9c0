using TradeStore;
using TradeStore.Model;

namespace TradingBot.Trading;

/// <summary>What the bot owns, computed from its positions alone: nothing else needs to be kept.</summary>
/// <param name="Cash">The starting cash, what was realised less commissions, and less what the held positions were entered for.</param>
/// <param name="Realized">The P&amp;L realised, before commissions.</param>
/// <param name="Unrealized">What closing at the newest marks would realise, before commissions.</param>
/// <param name="Commission">The commissions of all fills.</param>
internal sealed record Account(decimal Cash, decimal Realized, decimal Unrealized, decimal Commission)
{
    /// <summary>Gets realised and unrealised P&amp;L less commissions.</summary>
    public decimal NetPnl => Realized + Unrealized - Commission;

    /// <summary>Gets the value of everything.</summary>
    public decimal Equity => BotProfile.StartingCash + NetPnl;

    public static Account Of(Store store)
    {
        var positions = store.Positions.GetAll(BotProfile.BotId);
        var realized = positions.Sum(p => p.RealizedPnl);
        var commission = positions.Sum(p => p.Commission);
        var entered = positions.Sum(p => p.Side == PositionSide.Short ? -p.CostBasis : p.CostBasis);
        return new Account(BotProfile.StartingCash + realized - commission - entered, realized, positions.Sum(p => p.UnrealizedPnl), commission);
    }
}
