using TradeStore.Model;

namespace TradeStore.Benchmarks.Data;

/// <summary>
/// A seeded stream of 11-column ticks (a quote and a trade in each, no NULLs), in order of time. Feeds of different numbers
/// have different symbols and the same times.
/// </summary>
/// <param name="number">The number of the feed.</param>
/// <param name="symbols">How many symbols it has.</param>
/// <param name="microsecondsBetweenTicks">The time from one tick to the next.</param>
/// <param name="start">The time of the first tick; the beginning of <see cref="Day"/> when left out.</param>
internal sealed class TickFeed(int number, int symbols = 25, int microsecondsBetweenTicks = 4, DateTime? start = null)
{
    public const string Exchange = "BENCH";

    private const int Seed = 7;

    /// <summary>The day of all benchmark data: one partition.</summary>
    public static readonly DateTime Day = new(2025, 6, 2, 0, 0, 0, DateTimeKind.Utc);

    private readonly Random _random = new((Seed * 7_919) + number);
    private readonly DateTime _start = start ?? Day;
    private readonly string[] _symbols = [.. Enumerable.Range(0, symbols).Select(index => Symbol((number * symbols) + index))];
    private readonly int[] _midCents = [.. Enumerable.Range(0, symbols).Select(index => 2_000 + (1_371 * index))];
    private readonly long[] _volumes = new long[symbols];
    private readonly long[] _sequences = new long[symbols];
    private long _count;

    /// <summary>The name of a symbol.</summary>
    public static string Symbol(int index) => $"S{index:000}";

    /// <summary>The next ticks of the feed.</summary>
    public Tick[] NextBatch(int size)
    {
        var batch = new Tick[size];
        for (var i = 0; i < size; i++)
        {
            batch[i] = Next();
        }

        return batch;
    }

    /// <summary>The next tick of the feed.</summary>
    public Tick Next()
    {
        var symbol = _random.Next(_symbols.Length);
        var bid = _midCents[symbol] = Math.Max(100, _midCents[symbol] + _random.Next(-1, 2));
        var spread = _random.Next(1, 4);
        var size = _random.Next(1, 500);
        return new Tick
        {
            Timestamp = _start.AddTicks(_count++ * microsecondsBetweenTicks * TimeSpan.TicksPerMicrosecond),
            Exchange = Exchange,
            Symbol = _symbols[symbol],
            BidPrice = Cents(bid),
            AskPrice = Cents(bid + spread),
            BidSize = 100 * _random.Next(1, 20),
            AskSize = 100 * _random.Next(1, 20),
            LastPrice = Cents(bid + (_random.Next(2) * spread)),
            LastSize = size,
            Volume = _volumes[symbol] += size,
            SequenceNumber = ++_sequences[symbol],
        };
    }

    private static decimal Cents(int cents) => new(cents, 0, 0, isNegative: false, scale: 2);
}
