using System.Collections.Concurrent;
using TradeStore.DuckDb.Vectors;
using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <summary>
/// Writes backtests with their round trips, by the market lane: hundreds of thousands of rows must not hold up orders, neither in their lane nor
/// where they are decided about.
/// </summary>
internal sealed class BacktestWriting(RepositoryContext context)
{
    private const string Table = "backtests";
    private const string TradesTable = "backtest_trades";
    private readonly FrameWriter _frames = new(context.Lanes[BacktestTable.Definition.Lane]);
    private readonly ConcurrentDictionary<Guid, bool> _underWay = [];

    /// <summary>Writes a new backtest and all of its round trips.</summary>
    public async Task<Backtest> RecordAsync(Backtest backtest, IReadOnlyList<BacktestTrade> trades, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcMicroseconds();
        var stored = backtest with
        {
            BacktestId = backtest.BacktestId == Guid.Empty ? Guid.CreateVersion7(context.Clock.GetUtcNow()) : backtest.BacktestId,
            CreatedAt = backtest.CreatedAt ?? now,
        };
        if (!_underWay.TryAdd(stored.BacktestId, true))
        {
            throw new DuplicateKeyException(Table, "backtest_id", stored.BacktestId);
        }

        try
        {
            await CheckFreeAsync(stored.BacktestId, isNew: backtest.BacktestId == Guid.Empty, cancellationToken).ConfigureAwait(false);
            var belonging = Belonging(trades, stored.BacktestId);
            var bytes = BacktestTradeTable.Definition.Encoder.Estimate(belonging) + BacktestTable.Definition.Encoder.Estimate([stored]);
            await _frames.WriteAsync(bytes, () => Encode(stored, belonging, TimestampConversion.ToMicroseconds(now)), cancellationToken).ConfigureAwait(false);
            context.Live.Gate.Learn(context.Live.BacktestIds, [IdentitySet.Of(stored.BacktestId)]);
            return context.Ingest.TimePrecision == TimePrecision.Cut ? BacktestTable.Definition.CutTimes(stored) : stored;
        }
        finally
        {
            _underWay.TryRemove(stored.BacktestId, out _);
        }
    }

    /// <summary>Refuses what names a backtest that is not in the store.</summary>
    public void CheckKnown(string table, IEnumerable<Guid> backtestIds)
    {
        foreach (var id in backtestIds)
        {
            if (!IsKnown(id))
            {
                throw new UnknownReferenceException(table, "backtest_id", id);
            }
        }
    }

    private bool IsKnown(Guid id) => context.Live.Gate.Read(decision => decision.Knows(context.Live.BacktestIds, IdentitySet.Of(id)));

    // Round trips without their backtest are what a large one leaves behind that a crash cut short: they would be counted to the new one.
    private async Task CheckFreeAsync(Guid id, bool isNew, CancellationToken cancellationToken)
    {
        if (IsKnown(id))
        {
            throw new DuplicateKeyException(Table, "backtest_id", id);
        }

        if (!isNew && await context.Query(BacktestTradeTable.Definition).Where(t => t.BacktestId == id).AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new DuplicateKeyException(TradesTable, "backtest_id", id);
        }
    }

    private List<BacktestTrade> Belonging(IReadOnlyList<BacktestTrade> trades, Guid id)
    {
        var belonging = new List<BacktestTrade>(trades.Count);
        foreach (var trade in trades)
        {
            if (trade is not null && trade.BacktestId != id && trade.BacktestId != Guid.Empty)
            {
                throw IsKnown(trade.BacktestId)
                    ? new InvalidRowException(TradesTable, belonging.Count, "backtest_id", trade.BacktestId, $"it is another backtest than the one recorded, {id}.")
                    : new UnknownReferenceException(TradesTable, "backtest_id", trade.BacktestId);
            }

            belonging.Add(trade?.BacktestId == Guid.Empty ? trade with { BacktestId = id } : trade!);
        }

        return belonging;
    }

    // All is encoded before anything is written, so that a row that is refused leaves nothing behind. The backtest comes last: who finds it finds all of its round trips.
    private List<IReadOnlyList<ColumnBatch>> Encode(Backtest backtest, List<BacktestTrade> trades, long now)
    {
        var batches = new List<ColumnBatch>();
        try
        {
            for (var first = 0; first < trades.Count; first += context.Ingest.MaximumBatchRows)
            {
                batches.Add(Encode(trades, first, now));
            }

            batches.Add(context.Reading.Catalog.Of(BacktestTable.Definition).Encoder.Encode([backtest], now, context.Ingest.TimePrecision));
            var last = batches.TakeLast(2).ToList();
            return [.. batches.SkipLast(2).Select(batch => new[] { batch }), last];
        }
        catch
        {
            batches.ForEach(batch => batch.Dispose());
            throw;
        }
    }

    private ColumnBatch Encode(List<BacktestTrade> trades, int first, long now)
    {
        try
        {
            return context.Reading.Catalog.Of(BacktestTradeTable.Definition).Encoder.Encode(trades.GetRange(first, Math.Min(context.Ingest.MaximumBatchRows, trades.Count - first)), now, context.Ingest.TimePrecision);
        }
        catch (InvalidRowException refused) when (first > 0)
        {
            throw refused.InRow(first + refused.RowIndex);
        }
    }
}
