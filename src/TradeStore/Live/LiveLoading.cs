using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Model;
using TradeStore.Storage.Columns.Decoders;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;

namespace TradeStore.Live;

/// <summary>Reads the live state from the database, once everything in the journal is applied and before anything else is written.</summary>
internal sealed class LiveLoading(DuckDbSession session, TierMap map, TableCatalog tables)
{
    private const string OpenOrders = "status NOT IN ('filled', 'cancelled', 'rejected', 'expired')";
    private const string NewestBalances = "QUALIFY row_number() OVER (PARTITION BY bot_id, exchange, currency ORDER BY ts DESC) = 1";
    private readonly List<string> _findings = [];
    private readonly List<Partition> _unreadFills = [];

    /// <summary>Loads the state.</summary>
    /// <returns>What could not be read, a sentence each.</returns>
    public IReadOnlyList<string> Load(LiveState state)
    {
        Rows(tables.Of(BotTable.Definition), condition: null, state.Bots.Acknowledge);
        Rows(tables.Of(BotConfigurationTable.Definition), condition: null, state.Configurations.Acknowledge);
        Rows(tables.Of(OrderTable.Definition), OpenOrders, state.Orders.Acknowledge);
        Rows(tables.Of(PositionTable.Definition), condition: null, state.Positions.Acknowledge);
        Rows(tables.Of(TradeTable.Definition), "status = 'open'", state.Trades.Acknowledge);
        Closed(state.ClosedTrades);
        Rows(tables.Of(AccountBalanceTable.Definition), condition: null, Newest(state), NewestBalances);
        Rows(tables.Of(UserTable.Definition), condition: null, state.Users.Acknowledge);
        Rows(tables.Of(ApiKeyTable.Definition), condition: null, state.ApiKeys.Acknowledge);
        Rows(tables.Of(AlertTable.Definition), "state <> 'resolved'", state.Alerts.Acknowledge);
        Rows(tables.Of(RiskEventTable.Definition), "resolved_at IS NULL", state.RiskEvents.Acknowledge);
        Rows(tables.Of(TickCorrectionTable.Definition), condition: null, state.TickCorrections.Acknowledge);
        Ids(tables.Of(OrderTable.Definition), "order_id", state.OrderIds);
        Texts(tables.Of(OrderTable.Definition), "client_order_id", state.ClientOrderIds);
        Ids(tables.Of(ExecutionTable.Definition), "execution_id", state.ExecutionIds);
        Rows(tables.Of(ExecutionTable.Definition), "exchange_trade_id IS NOT NULL", fill => Acknowledge(state, fill));
        Rows(tables.Of(ExecutionTradeIdTable.Definition), condition: null, named =>
        {
            state.LaterTradeIds.Acknowledge(named);
            Acknowledge(state, named.ToExecution());
        });
        Ids(tables.Of(TradeTable.Definition), "trade_id", state.TradeIds);
        Ids(tables.Of(SignalTable.Definition), "signal_id", state.SignalIds);
        Ids(tables.Of(AlertTable.Definition), "alert_id", state.AlertIds);
        Ids(tables.Of(RiskEventTable.Definition), "risk_event_id", state.RiskEventIds);
        Ids(tables.Of(BacktestTable.Definition), "backtest_id", state.BacktestIds);
        Texts(tables.Of(PredictionEventTable.Definition), "event_id", state.EventIds);
        Texts(tables.Of(PredictionMarketTable.Definition), "market_id", state.MarketIds);
        LastLink(state.AuditChain);
        state.UnreadFills = [.. _unreadFills.Distinct()];
        return _findings;
    }

    // Only what the next record is tied to: a record that somebody has edited is for the verification to name, and keeps no store from opening.
    private void LastLink(LiveValue<AuditLink> chain)
    {
        foreach (var source in Sources(tables.Of(AuditTable.Definition), "sequence_number IS NOT NULL"))
        {
            Read(tables.Of(AuditTable.Definition), $"SELECT sequence_number, hash FROM {source} ORDER BY sequence_number DESC LIMIT 1", chunk =>
            {
                var number = chunk.GetVector(0).Values<long>()[0];
                var hash = chunk.GetVector(1).IsNull(0) ? null : chunk.GetVector(1).GetString(0);
                if (number > chain.Decided.SequenceNumber)
                {
                    chain.Load(new AuditLink(number, AuditTable.IsHash(hash) ? hash : null));
                }
            });
        }
    }

    private static void Acknowledge(LiveState state, Execution fill)
    {
        if (VenueFill.Of(fill) is { } venue)
        {
            state.VenueFills.Acknowledge(venue.Identity);
            state.VenueFillContents.Acknowledge(venue.Content);
        }
    }

    private static Action<AccountBalance> Newest(LiveState state) => balance =>
    {
        if (state.Balances.Find(BalanceKey.Of(balance)) is not { } other || other.Timestamp < balance.Timestamp)
        {
            state.Balances.Acknowledge(balance);
        }
    };

    private void Closed(ClosedTrades totals)
    {
        foreach (var source in Sources(tables.Of(TradeTable.Definition), "status = 'closed'"))
        {
            Read(tables.Of(TradeTable.Definition), $"SELECT bot_id, count(*), sum(pnl_usd), min(entry_time) FROM {source} GROUP BY bot_id", chunk =>
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    totals.Add(chunk.GetVector(0).GetString(row), new ClosedTotals(
                        chunk.GetVector(1).Values<long>()[row],
                        DecimalConversion.FromScaled(chunk.GetVector(2).Values<Int128>()[row], chunk.GetVector(2).Type.Scale),
                        TimestampConversion.FromMicroseconds(chunk.GetVector(3).Values<long>()[row])));
                }
            });
        }
    }

    private void Rows<TRow>(Table<TRow> table, string? condition, Action<TRow> take, string end = "")
        where TRow : class
    {
        RowMaterializer<TRow>? materializer = null;
        var rows = new List<TRow>();
        foreach (var source in Sources(table, condition))
        {
            Read(table, $"SELECT {TableDefinitionSql.Columns(table)} FROM {source} {end}", chunk =>
            {
                // Compiled only where there is something to read.
                materializer ??= table.CreateMaterializer();
                materializer.Read(chunk, rows);
                rows.ForEach(take);
                rows.Clear();
            });
        }
    }

    private void Ids(TableSchema table, string column, IdentitySet set) => Identities(table, column, set, (vector, row) =>
        IdentitySet.Of(UuidConversion.FromStored(vector.Values<Int128>()[row])));

    private void Texts(TableSchema table, string column, IdentitySet set) => Identities(table, column, set, (vector, row) =>
        IdentitySet.Of(vector.GetString(row)));

    private void Identities(TableSchema table, string column, IdentitySet set, Func<Vector, int, UInt128> identity)
    {
        foreach (var source in Sources(table, $"{column} IS NOT NULL"))
        {
            Read(table, $"SELECT count(*) FROM {source}", chunk => set.Reserve(checked(set.Count + (int)chunk.GetVector(0).Values<long>()[0])));
            Read(table, $"SELECT {column} FROM {source}", chunk =>
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    set.Acknowledge(identity(chunk.GetVector(0), row));
                }
            });
        }
    }

    private IEnumerable<string> Sources(TableSchema table, string? condition) => table.Kind == TableKind.State
        ? [condition is null ? table.StateTable : $"{table.StateTable} WHERE {condition}"]
        : map.Partitions(table).SelectMany(p => Sources(p, condition));

    // What a damaged file held is not known until it is repaired; that keeps no store from opening.
    private IEnumerable<string> Sources(PartitionSegments partition, string? condition)
    {
        try
        {
            return PartitionSources.Of(map, partition, applied: 0, new SeriesFilter(partition.Table, TimeRange.All), condition).Select(s => s.ToString());
        }
        catch (StoreCorruptException damage)
        {
            Note(damage, partition.Table, [partition]);
            return [];
        }
    }

    private void Read(TableSchema table, string sql, Action<DataChunk> take)
    {
        try
        {
            using var result = session.Query(sql);
            while (result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    take(chunk);
                }
            }
        }
        catch (DuckDbException failure) when (new DamageSearch(map, [table]).Find(failure, () => false) is { } damage)
        {
            Note(damage, table, table.Kind == TableKind.State ? [] : map.Partitions(table));
        }
    }

    private void Note(StoreCorruptException damage, TableSchema table, IEnumerable<PartitionSegments> partitions)
    {
        _findings.AddRange(damage.Findings);
        if (table.Name == ExecutionTable.Definition.Name)
        {
            _unreadFills.AddRange(partitions.Select(p => p.Partition));
        }
    }
}
