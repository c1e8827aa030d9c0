using TradeStore.Model;

namespace QuickStart.Simulation;

/// <summary>One symbol's order book top and tape: a random walk on a cent grid.</summary>
internal sealed class SimulatedSymbol(string exchange, string name, double price, double dailyVolatility, int usualSpreadCents, double weight)
{
    private static readonly string[] Venues = ["ARCA", "BATS", "EDGX", "IEX", "NASDAQ", "NYSE"];
    private static readonly string[] OddLot = ["I"];

    private double _midCents = price * 100;
    private long _bidCents;
    private int _spreadCents;
    private long _sequence;
    private long _volume;

    /// <summary>Gets the symbol's share of all ticks, relative to the other symbols.</summary>
    public double Weight => weight;

    /// <summary>The next event of the symbol: a quote, or a trade at the bid or the ask.</summary>
    public Tick Next(DateTime time, int ticksOfTheDay, Random random, string source)
    {
        var isQuote = _sequence == 0 || random.NextDouble() < 0.8;
        return isQuote ? Quote(time, ticksOfTheDay, random, source) : Trade(time, random, source);
    }

    private Tick Quote(DateTime time, int ticksOfTheDay, Random random, string source)
    {
        // The sum of three uniform numbers is close enough to a normal one, and cheap; its standard deviation is a half.
        var step = 2 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        _midCents = Math.Max(100, _midCents * (1 + (step * dailyVolatility / Math.Sqrt(0.8 * weight * ticksOfTheDay))));
        _spreadCents = Spread((time - SessionClock.Open).TotalMinutes, random);
        _bidCents = (long)Math.Round(_midCents - (_spreadCents / 2.0));
        return new Tick
        {
            Timestamp = time,
            Exchange = exchange,
            Symbol = name,
            BidPrice = Cents(_bidCents),
            AskPrice = Cents(_bidCents + _spreadCents),
            BidSize = Lots(random),
            AskSize = Lots(random),
            SequenceNumber = ++_sequence,
            Tape = Venues[random.Next(Venues.Length)],
            Source = source,
        };
    }

    private Tick Trade(DateTime time, Random random, string source)
    {
        var isOddLot = random.NextDouble() < 0.4;
        var size = isOddLot ? random.Next(1, 100) : Lots(random);
        _volume += size;
        return new Tick
        {
            Timestamp = time,
            Exchange = exchange,
            Symbol = name,
            LastPrice = Cents(random.Next(2) == 0 ? _bidCents : _bidCents + _spreadCents),
            LastSize = size,
            Volume = _volume,
            SequenceNumber = ++_sequence,
            Conditions = isOddLot ? OddLot : null,
            Tape = Venues[random.Next(Venues.Length)],
            Source = source,
        };
    }

    /// <summary>Wide just after the open, then the usual spread and a cent or two; once in a while liquidity is gone for a moment.</summary>
    private int Spread(double minutesSinceOpen, Random random)
    {
        var opening = 4 * Math.Exp(-minutesSinceOpen / 4);
        var sudden = random.Next(25_000) == 0 ? random.Next(5, 25) : 0;
        var cents = usualSpreadCents * (1 + ((opening + sudden) * random.NextDouble()));
        return (int)cents + (random.NextDouble() < 0.3 ? 1 : 0);
    }

    private static int Lots(Random random) => 100 * (1 + (int)(-2.5 * Math.Log(1 - random.NextDouble())));

    private static decimal Cents(long cents) => new((int)cents, 0, 0, isNegative: false, scale: 2);
}
