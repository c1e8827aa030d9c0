using System.Text.Json;
using TradeStore.Model;

namespace TradeStore.CrashTests.Worker;

/// <summary>One call of a trader, told to the parent before it is made: whoever reads it knows every row that it writes.</summary>
public sealed record TradingCall
{
    public const string Exchange = "X";

    /// <summary>Stands between the call's id and a fill's number in what the venue calls the fill by.</summary>
    public const char FillMark = '#';

    /// <summary>Gets the id, which is found in the rows again: as the message of events, and in the ids of orders and fills.</summary>
    public required string Id { get; init; }

    public required TradingCallKind Kind { get; init; }

    /// <summary>Gets the orders to submit.</summary>
    public IReadOnlyList<Order> Orders { get; init; } = [];

    /// <summary>Gets the fills to record.</summary>
    public IReadOnlyList<Execution> Fills { get; init; } = [];

    /// <summary>Gets the order to cancel or to note a retry of.</summary>
    public Guid OrderId { get; init; }

    /// <summary>Gets the bot to register.</summary>
    public string BotId { get; init; } = "";

    /// <summary>Gets the price at which the marked symbol is valued.</summary>
    public decimal Price { get; init; }

    public static TradingCall Parse(string line) => JsonSerializer.Deserialize<TradingCall>(line)!;

    public string Format() => JsonSerializer.Serialize(this);

    // Every other one as a batch: a frame of its own kind of call, and the same rows.
    public Task SendAsync(Store store) => (Kind, IsBatch) switch
    {
        (TradingCallKind.Submit, true) => store.WriteAsync(batch => Orders.Select(batch.Submit).ToList()),
        (TradingCallKind.Fill, true) => store.WriteAsync(batch => Fills.Select(batch.Record).ToList()),
        (TradingCallKind.Cancel, true) => store.WriteAsync(batch => batch.Cancel(OrderId, Id)),
        _ => SendOneAsync(store),
    };

    private bool IsBatch => Id[^1] % 2 == 0;

    private Task SendOneAsync(Store store) => Kind switch
    {
        TradingCallKind.Register => store.Bots.RegisterAsync(new Bot { BotId = BotId, Name = Id, Status = BotStatus.Running }),
        TradingCallKind.Submit => store.Orders.SubmitAsync(Orders),
        TradingCallKind.Fill => store.Executions.RecordAsync(Fills),
        TradingCallKind.Cancel => store.Orders.CancelAsync(OrderId, Id),
        TradingCallKind.Retry => store.Orders.NoteRetryAsync(OrderId, Id),
        TradingCallKind.Mark => store.Positions.MarkAsync(Exchange, Trader.MarkedSymbol, Price),
        _ => throw new InvalidOperationException($"There is no call of kind {Kind}."),
    };
}
