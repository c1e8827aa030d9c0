using TradeStore.Model;

namespace TradeStore.Live;

/// <summary>What tells positions apart.</summary>
internal readonly record struct PositionKey(string BotId, string Exchange, string Symbol);

/// <summary>Whose balance it is, where, and in what.</summary>
internal readonly record struct BalanceKey(string BotId, string Exchange, string Currency)
{
    public static BalanceKey Of(AccountBalance balance) => new(balance.BotId, balance.Exchange, balance.Currency);
}
