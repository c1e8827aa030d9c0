using TradeStore.Model;

namespace TradingBot.Strategy;

/// <summary>One symbol's moving averages: the fast one crossing the slow one upwards says buy, downwards sell.</summary>
internal sealed class Crossover
{
    public const int Fast = 10;
    public const int Slow = 40;

    private readonly MovingSum _fast = new(Fast);
    private readonly MovingSum _slow = new(Slow);
    private bool? _isAbove;

    /// <summary>Gets a value indicating whether enough prices are known to say anything.</summary>
    public bool IsReady => _slow.IsFull;

    /// <summary>Takes a price in, and says what to do; <see cref="TradeAction.None"/> without a crossing.</summary>
    public TradeAction Observe(decimal price)
    {
        _fast.Add(price);
        _slow.Add(price);
        if (!IsReady)
        {
            return TradeAction.None;
        }

        // fast sum / fast length > slow sum / slow length, without a division that would round.
        var isAbove = _fast.Sum * Slow > _slow.Sum * Fast;
        var wasAbove = _isAbove ?? isAbove;
        _isAbove = isAbove;
        return (wasAbove, isAbove) switch
        {
            (false, true) => TradeAction.Buy,
            (true, false) => TradeAction.Sell,
            _ => TradeAction.None,
        };
    }
}
