using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Tests.Trading.Histories;

/// <summary>One call, and what it does to the model.</summary>
/// <param name="Run">Makes the call.</param>
/// <param name="Apply">Says what it leads to, given the ids of the round trips that the store opened.</param>
internal sealed record TradingStep(Func<Store, Task<object>> Run, Func<TradingModel, Queue<Guid>, TradingModel> Apply)
{
    public static TradingStep Of<TResult>(Func<Store, Task<TResult>> run, Func<TradingModel, Queue<Guid>, TradingModel> apply)
        where TResult : class => new(async store => await run(store).ConfigureAwait(false), apply);

    /// <summary>Compares how a call ended with what the model says of it, and returns the model after it.</summary>
    public TradingModel Check(TradingModel model, object? result, Exception? error)
    {
        TradingModel after;
        try
        {
            after = Apply(model, new Queue<Guid>(error is null ? Opened(model, result) : Enumerable.Range(0, 9).Select(_ => Guid.NewGuid())));
        }
        catch (TradeStoreException expected)
        {
            Assert.That(Text(error), Is.EqualTo(Text(expected)));
            return model;
        }

        Assert.That(Text(error), Is.EqualTo("nothing"));
        CheckResult(after, result!);
        return after;
    }

    private static IEnumerable<Guid> Opened(TradingModel model, object? result) =>
        (result as IReadOnlyList<RecordedExecution> ?? []).SelectMany(r => r.Trades).Select(t => t.TradeId).Where(id => !model.Trades.ContainsKey(id)).Distinct();

    private static void CheckResult(TradingModel after, object result)
    {
        foreach (var order in result as IReadOnlyList<Order> ?? (result is Order one ? [one] : []))
        {
            Assert.That(order, Is.EqualTo(after.Orders[order.OrderId]));
        }

        foreach (var recorded in (result as IReadOnlyList<RecordedExecution> ?? []).Where(r => !r.IsRepeated))
        {
            Assert.That(recorded.Execution, Is.EqualTo(after.Executions[recorded.Execution.ExecutionId]));
        }

        if (result is Trade trade)
        {
            Assert.That(trade, Is.EqualTo(after.Trades[trade.TradeId]));
        }
    }

    private static string Text(Exception? error) => error switch
    {
        null => "nothing",
        InvalidRowException e => $"invalid {e.Table}.{e.Column} = {e.Value} in row {e.RowIndex}",
        UnknownReferenceException e => e.Message,
        DuplicateKeyException e => e.Message,
        OverfillException e => e.Message,
        IllegalTransitionException e => $"{e.OrderId} from {e.From} to {e.To}",
        _ => error.ToString(),
    };
}
