namespace TradingBot.Strategy;

/// <summary>The sum of the newest prices, as many as the window is long.</summary>
internal sealed class MovingSum(int length)
{
    private readonly Queue<decimal> _prices = new(length + 1);

    public int Length => length;

    public decimal Sum { get; private set; }

    public bool IsFull => _prices.Count == length;

    public void Add(decimal price)
    {
        _prices.Enqueue(price);
        Sum += price - (_prices.Count > length ? _prices.Dequeue() : 0);
    }
}
