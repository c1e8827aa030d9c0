using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Tables;

namespace TradeStore.Repositories;

/// <content>What is kept beside orders and fills, and market data.</content>
public sealed partial class WriteBatch
{
    /// <summary>Adds a record to the end of the audit chain.</summary>
    /// <param name="record">What happened; the time, the id, the number and the hashes are filled in.</param>
    /// <returns>The record as it is stored.</returns>
    /// <inheritdoc cref="AuditRepository.RecordAsync(AuditRecord, CancellationToken)" path="/exception"/>
    public AuditRecord Record(AuditRecord record) => Try(() => _rules.Audit.Record(_decision, [record])[0]);

    /// <summary>Records a balance.</summary>
    /// <param name="balance">The balance.</param>
    /// <inheritdoc cref="BalanceRepository.RecordAsync(AccountBalance, CancellationToken)" path="/exception"/>
    public void Record(AccountBalance balance) => Try(() =>
    {
        _rules.Balances.Record(_decision, balance);
        return true;
    });

    /// <summary>Keeps a snapshot of a portfolio.</summary>
    /// <param name="snapshot">The snapshot; its bot may be <c>*</c>.</param>
    /// <returns>The snapshot.</returns>
    /// <inheritdoc cref="PortfolioRepository.SnapshotAsync(PortfolioSnapshot, CancellationToken)" path="/exception"/>
    public PortfolioSnapshot Record(PortfolioSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Try(() => _rules.Portfolio.Keep(_decision, snapshot));
    }

    /// <summary>Takes a new alert in.</summary>
    /// <param name="alert">The alert, raised.</param>
    /// <returns>The alert as it is stored, with its id.</returns>
    /// <inheritdoc cref="AlertRepository.RaiseAsync(Alert, CancellationToken)" path="/exception"/>
    public Alert Raise(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Try(() => _rules.Alerts.Raise(_decision, alert));
    }

    /// <summary>Notes that somebody looks after an alert.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="at">When: UTC; now when left out.</param>
    /// <returns>The alert as it is stored.</returns>
    /// <inheritdoc cref="AlertRepository.AcknowledgeAsync(Guid, DateTime?, CancellationToken)" path="/exception"/>
    public Alert AcknowledgeAlert(Guid alertId, DateTime? at = null) => Try(() => _rules.Alerts.Acknowledge(_decision, alertId, at));

    /// <summary>Ends an alert.</summary>
    /// <param name="alertId">The alert.</param>
    /// <param name="at">When: UTC; now when left out.</param>
    /// <returns>The alert as it is stored.</returns>
    /// <inheritdoc cref="AlertRepository.ResolveAsync(Guid, DateTime?, CancellationToken)" path="/exception"/>
    public Alert ResolveAlert(Guid alertId, DateTime? at = null) => Try(() => _rules.Alerts.Resolve(_decision, alertId, at));

    /// <summary>Takes a new risk event in.</summary>
    /// <param name="riskEvent">What happened, not resolved.</param>
    /// <returns>The event as it is stored, with its id.</returns>
    /// <inheritdoc cref="RiskEventRepository.RaiseAsync(RiskEvent, CancellationToken)" path="/exception"/>
    public RiskEvent Raise(RiskEvent riskEvent)
    {
        ArgumentNullException.ThrowIfNull(riskEvent);
        return Try(() => _rules.RiskEvents.Raise(_decision, riskEvent));
    }

    /// <summary>Notes how a risk event was settled.</summary>
    /// <param name="riskEventId">The event.</param>
    /// <param name="resolution">How: 1 to 1,024 characters.</param>
    /// <param name="at">When: UTC; now when left out.</param>
    /// <returns>The event as it is stored.</returns>
    /// <inheritdoc cref="RiskEventRepository.ResolveAsync(Guid, string, DateTime?, CancellationToken)" path="/exception"/>
    public RiskEvent ResolveRiskEvent(Guid riskEventId, string resolution, DateTime? at = null)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        return Try(() => _rules.RiskEvents.Resolve(_decision, riskEventId, resolution, at));
    }

    /// <summary>Registers a bot.</summary>
    /// <param name="bot">The bot.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <inheritdoc cref="BotRepository.RegisterAsync(Bot, CancellationToken)" path="/exception"/>
    public Bot Register(Bot bot)
    {
        ArgumentNullException.ThrowIfNull(bot);
        return Try(() => _rules.Bots.Register(_decision, bot));
    }

    /// <summary>Notes that a bot was heard of now.</summary>
    /// <param name="heartbeat">The bot.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <inheritdoc cref="BotRepository.HeartbeatAsync(string, decimal?, CancellationToken)" path="/exception"/>
    public Bot Heartbeat(BotHeartbeat heartbeat)
    {
        ArgumentNullException.ThrowIfNull(heartbeat);
        return Try(() => _rules.Bots.Heartbeat(_decision, heartbeat));
    }

    /// <summary>Sets what a bot does.</summary>
    /// <param name="botId">The bot.</param>
    /// <param name="status">What it does.</param>
    /// <param name="message">Why: up to 1,024 characters; it takes the place of what was said before, also when left out.</param>
    /// <returns>The bot as it is stored.</returns>
    /// <inheritdoc cref="BotRepository.SetStatusAsync(string, BotStatus, string, CancellationToken)" path="/exception"/>
    public Bot SetStatus(string botId, BotStatus status, string? message = null) => Try(() => _rules.Bots.SetStatus(_decision, botId, status, message));

    /// <summary>Adds the next version of a bot's configuration.</summary>
    /// <param name="configuration">The version; its number is filled in, and a time from which it is in force that is left out (<see langword="default"/>) is now.</param>
    /// <returns>The version as it is stored, with its number.</returns>
    /// <inheritdoc cref="ConfigurationRepository.PutAsync(IReadOnlyList{BotConfiguration}, CancellationToken)" path="/exception"/>
    public BotConfiguration Put(BotConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Try(() => _rules.Configurations.Put(_decision, configuration));
    }

    /// <summary>Writes an event of prediction markets over the one with its id.</summary>
    /// <param name="predictionEvent">The event.</param>
    public void Put(PredictionEvent predictionEvent)
    {
        ArgumentNullException.ThrowIfNull(predictionEvent);
        Try(() =>
        {
            _rules.PredictionMarkets.Put(_decision, predictionEvent);
            return true;
        });
    }

    /// <summary>Writes a prediction market over the one with its id.</summary>
    /// <param name="market">The market; its event is in the store, was put by the batch before, or is not named.</param>
    /// <exception cref="Errors.UnknownReferenceException">The event is not in the store.</exception>
    public void Put(PredictionMarket market)
    {
        ArgumentNullException.ThrowIfNull(market);
        Try(() =>
        {
            _rules.PredictionMarkets.Put(_decision, market);
            return true;
        });
    }

    /// <summary>Adds quotes and trades.</summary>
    /// <param name="ticks">The ticks, checked when the batch is written; one that is there already is left as it is.</param>
    /// <inheritdoc cref="Storage.Repositories.TableBatch.Append{TRow}(Table{TRow}, IReadOnlyList{TRow})" path="/exception"/>
    public void Append(params IReadOnlyList<Tick> ticks)
    {
        Add(TickTable.Definition, ticks);
        _ticks.AddRange(ticks);
    }

    /// <summary>Adds bars, each in the place of an earlier one of the same exchange, symbol, timeframe and time.</summary>
    /// <param name="bars">The bars, checked when the batch is written.</param>
    /// <inheritdoc cref="Storage.Repositories.TableBatch.Append{TRow}(Table{TRow}, IReadOnlyList{TRow})" path="/exception"/>
    public void Append(params IReadOnlyList<Bar> bars) => Add(BarTable.Definition, bars);

    /// <summary>Adds order flow imbalances; of events with the same exchange, symbol and time the first stays.</summary>
    /// <param name="events">The events, checked when the batch is written.</param>
    /// <inheritdoc cref="Storage.Repositories.TableBatch.Append{TRow}(Table{TRow}, IReadOnlyList{TRow})" path="/exception"/>
    public void Append(params IReadOnlyList<OfiEvent> events) => Add(OfiEventTable.Definition, events);

    /// <summary>Adds what prediction markets looked like; of snapshots with one market and time the first stays.</summary>
    /// <param name="snapshots">The snapshots, checked when the batch is written; their markets are in the store, or were put by the batch before.</param>
    /// <exception cref="Errors.UnknownReferenceException">A market is not in the store.</exception>
    /// <inheritdoc cref="Storage.Repositories.TableBatch.Append{TRow}(Table{TRow}, IReadOnlyList{TRow})" path="/exception"/>
    public void Append(params IReadOnlyList<MarketSnapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        Try(() =>
        {
            foreach (var snapshot in snapshots.Where(s => s is not null))
            {
                _rules.PredictionMarkets.Check(_decision, snapshot);
            }

            return true;
        });
        Add(MarketSnapshotTable.Definition, snapshots);
    }

    private void Add<TRow>(Table<TRow> table, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(rows);
        Try(() => AddRows(_context.Reading.Catalog.Of(table), rows));
    }
}
