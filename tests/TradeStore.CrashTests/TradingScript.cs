using TradeStore.CrashTests.Worker;

namespace TradeStore.CrashTests;

/// <summary>Trades in this process, and keeps what was said.</summary>
internal sealed class TradingScript
{
    private readonly Lock _gate = new();
    private readonly List<TradingCall> _calls = [];

    /// <summary>Lets traders trade until they have made so many calls.</summary>
    public Task TradeAsync(Store store, int run, int calls)
    {
        var left = calls;
        return Trader.TradeAsync(store, run, traders: 4, Say, () => Interlocked.Decrement(ref left) >= 0);
    }

    /// <summary>Returns what a store must hold that was asked nothing else: every call, for each was acknowledged.</summary>
    public TradingExpectation Expected()
    {
        lock (_gate)
        {
            return new TradingExpectation(_calls);
        }
    }

    private void Say(string line)
    {
        if (line[0] == '{')
        {
            lock (_gate)
            {
                _calls.Add(TradingCall.Parse(line));
            }
        }
    }
}
