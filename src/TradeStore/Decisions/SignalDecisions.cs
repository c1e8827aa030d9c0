using TradeStore.Errors;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;

namespace TradeStore.Decisions;

/// <summary>Decides about signals: recorded first, executed at most once, and only when they were neither refused nor void.</summary>
internal sealed class SignalDecisions(LiveState state)
{
    private const string Table = "signals";

    /// <summary>Takes a new signal in.</summary>
    public Signal Record(Decision decision, Signal signal, int row)
    {
        ArgumentNullException.ThrowIfNull(signal);
        BotDecisions.CheckRegistered(decision, state, Table, signal.BotId);
        CheckIsNew(signal, row);
        var stored = signal with { SignalId = signal.SignalId == Guid.Empty ? decision.NewId() : signal.SignalId };
        if (!decision.TryClaim(state.SignalIds, IdentitySet.Of(stored.SignalId)))
        {
            throw new DuplicateKeyException(Table, "signal_id", stored.SignalId);
        }

        return decision.Append(SignalTable.Definition, stored);
    }

    /// <summary>Ties a signal to what it became.</summary>
    public Signal Execute(Decision decision, Signal signal, SignalExecution execution)
    {
        var (_, orderId, tradeId, at) = execution;
        if (orderId is null && tradeId is null)
        {
            throw new ArgumentException("A signal becomes an order or a round trip: give the id of one.", nameof(execution));
        }

        CheckKnown(decision, state.OrderIds, "order_id", orderId);
        CheckKnown(decision, state.TradeIds, "trade_id", tradeId);
        if (signal.Executed)
        {
            throw new IllegalSignalChangeException(signal.SignalId, $"it was executed at {signal.ExecutedAt:O}.");
        }

        if (!signal.Valid)
        {
            throw new IllegalSignalChangeException(signal.SignalId, "it is not valid, and so is not executed.");
        }

        if (signal.Outcome is { } outcome)
        {
            throw new IllegalSignalChangeException(signal.SignalId, $"its outcome is '{outcome}', and so it is not executed.");
        }

        return Write(decision, signal with { Executed = true, ExecutedAt = at ?? decision.Time, OrderId = orderId, TradeId = tradeId });
    }

    /// <summary>Keeps what became of a signal.</summary>
    public static Signal SetOutcome(Decision decision, Signal signal, SignalOutcome outcome)
    {
        if (outcome is SignalOutcome.Win or SignalOutcome.Loss or SignalOutcome.BreakEven && !signal.Executed)
        {
            throw new IllegalSignalChangeException(signal.SignalId, $"the outcome '{outcome}' is that of a trade, and it was not executed.");
        }

        return outcome == SignalOutcome.Expired && signal.Executed
            ? throw new IllegalSignalChangeException(signal.SignalId, $"it was executed at {signal.ExecutedAt:O}, and so did not expire.")
            : Write(decision, signal with { Outcome = outcome });
    }

    private static Signal Write(Decision decision, Signal signal)
    {
        return decision.Append(SignalTable.Definition, signal);
    }

    private static void CheckIsNew(Signal signal, int row)
    {
        if (signal.Executed || signal.ExecutedAt is not null || signal.OrderId is not null || signal.TradeId is not null)
        {
            throw new InvalidRowException(Table, row, "executed", signal.Executed, "a signal is recorded before it is executed: MarkExecutedAsync says what it became.");
        }

        if (signal.Outcome is not (null or SignalOutcome.Rejected))
        {
            throw new InvalidRowException(Table, row, "outcome", signal.Outcome, "a new signal has no outcome, or was rejected.");
        }
    }

    private static void CheckKnown(Decision decision, IdentitySet ids, string column, Guid? id)
    {
        if (id is { } known && !decision.Knows(ids, IdentitySet.Of(known)))
        {
            throw new UnknownReferenceException(Table, column, known);
        }
    }
}
