using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Decisions;

/// <summary>Decides about snapshots of portfolios, and computes them from the live state as it is at one moment.</summary>
internal sealed class PortfolioDecisions(LiveState state)
{
    private const string Table = "portfolio_snapshots";

    /// <summary>Takes a snapshot in.</summary>
    public PortfolioSnapshot Keep(Decision decision, PortfolioSnapshot snapshot)
    {
        CheckBot(decision, snapshot.BotId);
        return decision.Append(PortfolioSnapshotTable.Definition, snapshot);
    }

    /// <summary>Computes a snapshot and takes it in.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="snapshot">Bot, type and time.</param>
    /// <param name="currency">The currency whose balances count; the only one when <see langword="null"/>.</param>
    /// <param name="before">The newest snapshot with a total P&amp;L before the UTC day.</param>
    public PortfolioSnapshot Take(Decision decision, PortfolioSnapshot snapshot, string? currency, PortfolioSnapshot? before)
    {
        CheckBot(decision, snapshot.BotId);
        var bot = snapshot.BotId == BotDecisions.All ? null : snapshot.BotId;
        var trades = decision.FindAll(state.Trades, t => bot is null || t.BotId == bot);
        var closed = trades.Where(t => t.Status == TradeStatus.Closed)
            .Aggregate(state.ClosedTrades.Of(bot), (sum, trade) => sum.Plus(ClosedTotals.Of(trade)));
        return Keep(decision, PortfolioArithmetic.Sum(snapshot, Holdings(decision, trades), Counted(decision, bot, currency), closed, before, state.Numbers));
    }

    private void CheckBot(Decision decision, string botId)
    {
        if (botId != BotDecisions.All)
        {
            BotDecisions.CheckRegistered(decision, state, Table, botId);
        }
    }

    // A round trip that no position keeps has no market value, and counts with what it was entered for.
    private List<Holding> Holdings(Decision decision, List<Trade> trades)
    {
        var values = decision.FindAll(state.Positions).Where(p => p.OpenTradeId is not null).ToDictionary(p => p.OpenTradeId!.Value, p => p.MarketValue);
        return [.. trades.Where(t => t.Status == TradeStatus.Open).Select(t => new Holding(t, values.GetValueOrDefault(t.TradeId) ?? t.Amount))];
    }

    private List<AccountBalance> Counted(Decision decision, string? bot, string? currency)
    {
        var balances = decision.FindAll(state.Balances, b => bot is null || b.BotId == bot);
        var currencies = balances.Select(b => b.Currency).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (currency is null && currencies.Count > 1)
        {
            throw new InvalidRowException(Table, 0, "cash_balance", string.Join(", ", currencies), "amounts in several currencies are not added up: name the one that counts.");
        }

        if (currency is not null && currencies.Count > 0 && !currencies.Contains(currency))
        {
            throw new InvalidRowException(Table, 0, "cash_balance", currency, $"no balance is in this currency, only in {string.Join(", ", currencies)}.");
        }

        return balances.FindAll(b => currency is null || b.Currency == currency);
    }
}
