using TradeStore.CrashTests.Worker;

namespace TradeStore.CrashTests;

/// <summary>How much of each call is found in rows that are never written over: bots, events and fills.</summary>
internal sealed class CallPieces
{
    private readonly Dictionary<string, int> _found = new(StringComparer.Ordinal);

    public CallPieces(TradingRows rows)
    {
        var pieces = rows.Bots.Select(b => b.Name)
            .Concat(rows.Events.Select(e => e.Message).OfType<string>())
            .Concat(rows.Executions.Select(e => e.ExchangeTradeId!.Split(TradingCall.FillMark)[0]));
        foreach (var piece in pieces)
        {
            _found[piece] = _found.GetValueOrDefault(piece) + 1;
        }
    }

    /// <summary>Returns how many a call leaves behind; none where all it does is written over by others.</summary>
    public static int Of(TradingCall call) => call.Kind switch
    {
        TradingCallKind.Submit => call.Orders.Count,
        TradingCallKind.Fill => call.Fills.Count,
        TradingCallKind.Mark => 0,
        _ => 1,
    };

    public int Found(TradingCall call) => _found.GetValueOrDefault(call.Id);

    /// <summary>Says what is wrong with a call that is there in part or too often.</summary>
    public string? Half(TradingCall call) => Found(call) is var found && found != 0 && found != Of(call) ? $"{call.Id} is there with {found} of {Of(call)}" : null;

    public IEnumerable<string> Foreign(IEnumerable<TradingCall> calls) =>
        _found.Keys.Except(calls.Select(c => c.Id), StringComparer.Ordinal).Select(id => $"{id} is there and should not be");
}
