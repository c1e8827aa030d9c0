using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Tables;

namespace TradeStore.Decisions;

/// <summary>Decides about balances, and which is the newest.</summary>
internal sealed class BalanceDecisions(LiveState state)
{
    /// <summary>Takes a balance in; one that is older than the newest is kept, and the newest stays the newest.</summary>
    public void Record(Decision decision, AccountBalance balance)
    {
        ArgumentNullException.ThrowIfNull(balance);
        balance = decision.AsStored(AccountBalanceTable.Definition, balance);
        BotDecisions.CheckRegistered(decision, state, "account_balances", balance.BotId);
        if (decision.Find(state.Balances, BalanceKey.Of(balance)) is { } newest && newest.Timestamp > balance.Timestamp)
        {
            decision.Append(AccountBalanceTable.Definition, balance);
        }
        else
        {
            decision.Put(state.Balances, balance);
        }
    }
}
