using TradeStore.Decisions;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>What bots had of each currency at each exchange, from time to time. The newest are answered from memory.</summary>
public class BalanceRepository
{
    private readonly RepositoryContext _context = null!;
    private readonly LiveState _live = null!;
    private readonly BalanceDecisions _decisions = null!;

    /// <summary>For fakes: tests override what they use; any other member fails.</summary>
    protected BalanceRepository()
    {
    }

    internal BalanceRepository(RepositoryContext context)
    {
        _context = context;
        _live = context.Live;
        _decisions = context.Rules.Balances;
    }

    /// <summary>Records a balance; durable when the task completes. One of the same bot, exchange, currency and time takes the place of the other.</summary>
    /// <param name="balance">The balance.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the balance is written.</param>
    /// <exception cref="UnknownReferenceException">Its bot is not registered.</exception>
    /// <exception cref="InvalidRowException">It breaks a rule; the error names column, value and reason.</exception>
    public virtual Task RecordAsync(AccountBalance balance, CancellationToken cancellationToken = default) => RecordAsync([balance], cancellationToken);

    /// <summary>Records balances, all or none; durable when the task completes.</summary>
    /// <param name="balances">The balances; they need not come in the order of time.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the balances are written.</param>
    /// <inheritdoc cref="RecordAsync(AccountBalance, CancellationToken)" path="/exception"/>
    public virtual Task RecordAsync(IReadOnlyList<AccountBalance> balances, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(balances);
        return _live.Gate.DecideAsync(
            decision =>
            {
                foreach (var balance in balances)
                {
                    _decisions.Record(decision, balance);
                }

                return balances.Count;
            },
            cancellationToken);
    }

    /// <summary>Returns the newest balance, by its time, of each bot, exchange and currency, from memory, in that order.</summary>
    /// <param name="botId">Only those of a bot.</param>
    public virtual IReadOnlyList<AccountBalance> GetLatest(string? botId = null) =>
    [
        .. _live.Balances.Rows
            .Where(b => botId is null || b.BotId == botId)
            .OrderBy(b => b.BotId, StringComparer.Ordinal).ThenBy(b => b.Exchange, StringComparer.Ordinal).ThenBy(b => b.Currency, StringComparer.Ordinal),
    ];

    /// <summary>Returns the balances of a range, by time.</summary>
    /// <param name="from">The first time (UTC), included.</param>
    /// <param name="to">The end (UTC), excluded.</param>
    /// <param name="botId">Only those of a bot.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public virtual Task<IReadOnlyList<AccountBalance>> GetAsync(DateTime from, DateTime to, string? botId = null, CancellationToken cancellationToken = default)
    {
        var query = Query().Where(b => b.Timestamp >= from && b.Timestamp < to);
        return (botId is null ? query : query.Where(b => b.BotId == botId))
            .OrderBy(b => b.Timestamp).ThenBy(b => b.BotId).ThenBy(b => b.Exchange).ThenBy(b => b.Currency).ToListAsync(cancellationToken);
    }

    /// <summary>Asks for balances.</summary>
    public virtual TableQuery<AccountBalance> Query() => _context.Query(AccountBalanceTable.Definition);
}
