using TradeStore.Model;

namespace TradeStore.Testing;

/// <summary>
/// Makes quotes and trades by a random walk: the same rows for the same seed and settings, always valid, in order of time, and with a
/// sequence number for each symbol.
/// </summary>
public sealed class MarketDataMaker
{
    private const int LargestSpread = 3;
    private const int LargestLot = 20;
    private readonly int _seed;
    private readonly MarketDataSettings _settings;

    /// <summary>Makes a maker.</summary>
    /// <param name="seed">What decides every value.</param>
    /// <param name="settings">What to make; the defaults of <see cref="MarketDataSettings"/> when left out.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public MarketDataMaker(int seed, MarketDataSettings? settings = null)
    {
        _seed = seed;
        _settings = settings ?? new MarketDataSettings();
        Require(_settings.Symbols.Count > 0, nameof(MarketDataSettings.Symbols), "has no symbol.");
        Require(_settings.Open.Kind == DateTimeKind.Utc, nameof(MarketDataSettings.Open), "is not UTC.");
        Require(_settings.Open.Ticks % TimeSpan.TicksPerMicrosecond == 0, nameof(MarketDataSettings.Open), "is finer than a microsecond.");
        Require(_settings.Length >= TimeSpan.FromSeconds(1), nameof(MarketDataSettings.Length), "is below a second.");
        Require(_settings.PriceStep >= 0.00000001m && decimal.Round(_settings.PriceStep, 8) == _settings.PriceStep, nameof(MarketDataSettings.PriceStep), "is no price of 8 decimals above zero.");
        Require(decimal.Round(_settings.FirstPrice, 8) == _settings.FirstPrice, nameof(MarketDataSettings.FirstPrice), "has more than 8 decimals.");
        Require(_settings.FirstPrice >= 100 * _settings.PriceStep, nameof(MarketDataSettings.FirstPrice), "is below 100 price steps.");
    }

    /// <summary>Returns quotes and trades, spread over the session: about three quotes to a trade, each symbol about as often as any other.</summary>
    /// <param name="count">How many, 0 to one for each microsecond of the session.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public IReadOnlyList<Tick> Ticks(int count)
    {
        var microseconds = _settings.Length.Ticks / TimeSpan.TicksPerMicrosecond;
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, microseconds);
#pragma warning disable CA5394 // Rows to test with are to be the same each time.
        var random = new Random(_seed);
        var walks = _settings.Symbols.Select(symbol => new Walk { Symbol = symbol, Steps = (long)(_settings.FirstPrice / _settings.PriceStep) }).ToArray();
        var ticks = new List<Tick>(count);
        for (var i = 0; i < count; i++)
        {
            // One tick in each of as many equal parts of the session, somewhere within its part.
            var (from, until) = (Part(microseconds, i, count), Part(microseconds, i + 1, count));
            ticks.Add(Next(walks[random.Next(walks.Length)], random, _settings.Open.AddMicroseconds(random.NextInt64(from, until))));
        }

        return ticks;
    }

    private Tick Next(Walk walk, Random random, DateTime time)
    {
        walk.Steps = Math.Max(LargestSpread, walk.Steps + random.Next(-1, 2));
        var tick = new Tick
        {
            Timestamp = time,
            Exchange = _settings.Exchange,
            Symbol = walk.Symbol,
            SequenceNumber = ++walk.Sequence,
            Source = nameof(MarketDataMaker),
            IngestionTime = time,
        };
        var spread = random.Next(1, LargestSpread + 1);
        if (random.Next(4) > 0)
        {
            return tick with
            {
                BidPrice = walk.Steps * _settings.PriceStep,
                AskPrice = (walk.Steps + spread) * _settings.PriceStep,
                BidSize = Lots(random),
                AskSize = Lots(random),
            };
        }

        var size = Lots(random);
        walk.Volume += size;
        return tick with { LastPrice = (walk.Steps + (random.Next(2) * spread)) * _settings.PriceStep, LastSize = size, Volume = walk.Volume, Conditions = ["@"] };
    }

    private static long Part(long whole, int number, int count) => (long)((Int128)whole * number / count);

    private static decimal Lots(Random random) => 100 * random.Next(1, LargestLot + 1);
#pragma warning restore CA5394

    private static void Require(bool isKept, string setting, string reason)
    {
        if (!isKept)
        {
#pragma warning disable MA0015 // The setting is what the caller has to look at.
            throw new ArgumentException($"{nameof(MarketDataSettings)}.{setting} {reason}", setting);
#pragma warning restore MA0015
        }
    }

    private sealed class Walk
    {
        public required string Symbol { get; init; }

        public required long Steps { get; set; }

        public long Sequence { get; set; }

        public decimal Volume { get; set; }
    }
}

/// <summary>What a <see cref="MarketDataMaker"/> makes.</summary>
public sealed record MarketDataSettings
{
    /// <summary>Gets the exchange; <c>NASDAQ</c> by default.</summary>
    public string Exchange { get; init; } = "NASDAQ";

    /// <summary>Gets the symbols; AAPL, MSFT and NVDA by default. At least one.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = ["AAPL", "MSFT", "NVDA"];

    /// <summary>Gets when the session opens, UTC in whole microseconds; 2 March 2026, 14:30 by default: a Monday on which US markets have just opened. A clock of a store that takes the data has to show it, or later.</summary>
    public DateTime Open { get; init; } = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    /// <summary>Gets how long the session lasts; 6.5 hours by default, at least a second.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromHours(6.5);

    /// <summary>Gets the price at which each symbol opens, in quote currency; 100 by default, at least 100 price steps.</summary>
    public decimal FirstPrice { get; init; } = 100m;

    /// <summary>Gets the smallest step of a price; 0.01 by default, at least 0.00000001.</summary>
    public decimal PriceStep { get; init; } = 0.01m;
}

/// <summary>An order, and the fills that come to it.</summary>
/// <param name="Order">The order as it is to be submitted.</param>
/// <param name="Fills">Its fills in the order of their times; none, part, or all of its quantity, never more.</param>
public sealed record OrderWithFills(Order Order, IReadOnlyList<Execution> Fills);
