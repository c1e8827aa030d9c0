using TradeStore.Model;

namespace TradeStore.Live;

/// <summary>Whose balance it is, where, and in what.</summary>
internal readonly record struct BalanceKey(string BotId, string Exchange, string Currency)
{
    public static BalanceKey Of(AccountBalance balance) => new(balance.BotId, balance.Exchange, balance.Currency);
}
