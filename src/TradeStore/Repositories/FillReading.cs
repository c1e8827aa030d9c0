using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Reading.Typed;
using TradeStore.Tables;
using TradeStore.Trading;

namespace TradeStore.Repositories;

/// <summary>What the decisions about fills of one call need of the database: orders that have ended, and fills that come again.</summary>
internal sealed class FillReading(RepositoryContext context)
{
    /// <summary>Gets the orders that have ended.</summary>
    public EndedOrders Ended { get; } = new();

    /// <summary>Gets the fills that come again.</summary>
    public RecordedFills Recorded { get; } = new();

    /// <summary>Reads what was asked for.</summary>
    public async Task ReadMissingAsync(CancellationToken cancellationToken)
    {
        foreach (var orderId in Ended.Missing.ToArray())
        {
            Ended.Add(await ReadAsync(orderId, cancellationToken).ConfigureAwait(false));
        }

        if (Recorded.Missing.Count > 0)
        {
            Recorded.Add(await ReadAsync(Recorded.Missing, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>Returns the error of a fill that says something else under an id of the venue's, with the one that has the id.</summary>
    /// <param name="duplicate">The error without it.</param>
    /// <param name="refused">The fill.</param>
    /// <param name="executions">The fills of the call.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<DuplicateKeyException> ShowStoredAsync(DuplicateKeyException duplicate, Execution refused, IReadOnlyList<Execution> executions, CancellationToken cancellationToken)
    {
        // The fill that has the id is in the database, on its way there, or stands before the refused one in the same call.
        await context.Live.Gate.DecideAsync(_ => true, cancellationToken).ConfigureAwait(false);
        var stored = await Fills()
            .Where(e => e.Exchange == refused.Exchange && e.Symbol == refused.Symbol && e.Side == refused.Side && e.ExchangeTradeId == refused.ExchangeTradeId)
            .Take(1).ToListAsync(cancellationToken).ConfigureAwait(false);
        var other = (stored is [var first] ? first : null)
            ?? context.Live.LaterTradeIds.Rows.FirstOrDefault(l => (l.Exchange, l.Symbol, l.Side, l.ExchangeTradeId) == (refused.Exchange, refused.Symbol, refused.Side, refused.ExchangeTradeId))?.ToExecution()
            ?? executions.First(e => e.ExchangeTradeId == refused.ExchangeTradeId) with { Side = refused.Side };
        return new DuplicateKeyException(duplicate.Table, duplicate.Column, duplicate.Value, refused, other, VenueFill.Describe(other));
    }

    private TableQuery<Execution> Fills() => context.Query(ExecutionTable.Definition).With(ReadConsistency.Latest);

    // Most often a fill comes again as it was, so that its time says which partition has it. What the decision knew of is durable by now.
    private async Task<List<Execution>> ReadAsync(IReadOnlyCollection<Execution> fills, CancellationToken cancellationToken)
    {
        var ids = fills.Select(f => f.ExecutionId).ToHashSet();
        var times = fills.Select(f => f.ExecutedAt).Where(t => t.Kind == DateTimeKind.Utc).Distinct().ToList();
        List<Execution> read = [.. await Fills().Where(e => ids.Contains(e.ExecutionId)).Where(e => times.Contains(e.ExecutedAt)).ToListAsync(cancellationToken).ConfigureAwait(false)];
        ids.ExceptWith(read.Select(e => e.ExecutionId));
        return ids.Count == 0 ? read : [.. read, .. await Fills().Where(e => ids.Contains(e.ExecutionId)).ToListAsync(cancellationToken).ConfigureAwait(false)];
    }

    // What was decided about it so far is durable by now, and an order that has ended changes by late fills only, which the decisions count.
    private async Task<Order> ReadAsync(Guid orderId, CancellationToken cancellationToken) =>
        await context.Query(OrderTable.Definition).With(ReadConsistency.Latest).Where(o => o.OrderId == orderId).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new UnknownReferenceException("executions", "order_id", orderId);
}
