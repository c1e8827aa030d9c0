using TradeStore.Model;

namespace TradingBot.Feed;

/// <summary>
/// A symbol's simulated market: a random walk of the bid on a grid of cents, that leans upwards and downwards in turn. Each tick follows from
/// the seed, its number and the bid before it, so that a market taken up again goes on as if it had never stopped.
/// </summary>
internal sealed class SimulatedSymbol(int seed, int index, string symbol)
{
    private const int DrawsOfATick = 4;
    private long _bidCents = 10_000 + (7_500 * index);
    private long _number;

    public string Symbol => symbol;

    /// <summary>Takes the market up again after a tick of it.</summary>
    public void GoOnAfter(Tick last)
    {
        _bidCents = (long)(last.BidPrice!.Value * 100);
        _number = last.SequenceNumber!.Value;
    }

    /// <summary>The next tick: a quote, and a trade at its bid or its ask.</summary>
    public Tick Next(DateTime time)
    {
        _number++;
        var lean = 1.5 * Math.Sin(2 * Math.PI * _number / (160 + (40 * index)));
        _bidCents = Math.Max(100, _bidCents + (long)Math.Round(lean + (6 * (Uniform(0) - 0.5))));
        var askCents = _bidCents + 1 + (long)(3 * Uniform(1));
        return new Tick
        {
            Timestamp = time,
            Exchange = BotProfile.Exchange,
            Symbol = symbol,
            SequenceNumber = _number,
            BidPrice = _bidCents / 100m,
            AskPrice = askCents / 100m,
            LastPrice = (Uniform(2) < 0.5 ? _bidCents : askCents) / 100m,
            LastSize = 10 * (1 + (int)(3 * Uniform(3))),
            Source = $"simulated, seed {seed}",
        };
    }

    private double Uniform(int what) => Draw.Uniform(seed, (DrawsOfATick * index) + what, _number);
}
