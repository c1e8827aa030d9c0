using TradeStore.Model;

namespace TradeStore.Tests.Repositories;

/// <summary>Ticks and bars as feeds send them at their worst: late, twice, out of order, without sequence numbers, over midnight.</summary>
internal sealed class RandomMarket(Random random)
{
    private readonly List<Tick> _sent = [];
    private DateTime _now;
    private long _sequence;
    private int _number;

    public static IReadOnlyList<string> Exchanges { get; } = ["X", "Y"];

    public static IReadOnlyList<string> Symbols { get; } = ["A", "B", "C"];

    /// <summary>Gets the time around which rows lie now.</summary>
    public DateTime Now => _now;

    /// <summary>Goes on in another month.</summary>
    public void Begin(int month)
    {
        _sent.Clear();
        _now = new DateTime(2020, 1, 31, 23, 59, 50, DateTimeKind.Utc).AddMonths(month);
    }

    public List<Tick> Ticks(int count)
    {
        var ticks = new List<Tick>(count);
        for (var i = 0; i < count; i++)
        {
            ticks.Add(random.Next(12) switch
            {
                0 when _sent.Count > 0 => Again(),
                1 when _sent.Count > 0 => _sent[random.Next(_sent.Count)],
                2 => Tick(_now.AddMilliseconds(-random.Next(20_000))),
                3 => Tick(_now.AddDays(random.Next(-1, 2))),
                _ => Tick(_now = _now.AddMilliseconds(random.Next(3) == 0 ? 0 : random.Next(2000 / Math.Max(1, count / 10) + 1))),
            });
            _sent.Add(ticks[^1]);
        }

        return ticks;
    }

    public List<Bar> Bars(int count) => [.. Enumerable.Range(0, count).Select(_ => new Bar
    {
        Exchange = Exchanges[random.Next(2)],
        Symbol = Symbols[random.Next(3)],
        Timeframe = random.Next(2) == 0 ? Timeframe.OneSecond : Timeframe.OneMinute,
        Timestamp = new DateTime(_now.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, DateTimeKind.Utc).AddMinutes(random.Next(-15, 3)),
        Open = 5,
        High = 10,
        Low = 1,
        Close = 7,
        Volume = ++_number,
        Vwap = random.Next(2) == 0 ? null : _number,
        IsComplete = random.Next(2) == 0,
        Indicators = random.Next(2) == 0 ? null : $"[{_number}]",
    })];

    // The same key with other values: it must not replace the first.
    private Tick Again()
    {
        var first = _sent[random.Next(_sent.Count)];
        return first.SequenceNumber is null ? first : first with { LastPrice = ++_number, Tape = "again" };
    }

    private Tick Tick(DateTime time)
    {
        var isTrade = random.Next(2) == 0;
        return new Tick
        {
            Timestamp = time,
            Exchange = Exchanges[random.Next(2)],
            Symbol = Symbols[random.Next(3)],
            LastPrice = isTrade ? ++_number : null,
            BidPrice = isTrade && random.Next(4) != 0 ? null : ++_number,
            AskSize = random.Next(3) == 0 ? null : _number,
            SequenceNumber = random.Next(3) == 0 ? null : ++_sequence,
            Conditions = random.Next(4) == 0 ? ["@", $"{_number % 7}"] : null,
        };
    }
}
