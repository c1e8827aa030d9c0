using TradeStore.Model;

namespace TradeStore.Benchmarks.Data;

/// <summary>A seeded stream of 1-minute bars of many symbols, in order of time: trading days of 390 minutes from 14:30 UTC, 21 in each month of 2024.</summary>
internal sealed class BarFeed(int symbols, int daysInMonth, int minutes)
{
    public const string Exchange = "BENCH";
    private readonly Random _random = new(11);
    private readonly string[] _symbols = [.. Enumerable.Range(0, symbols).Select(TickFeed.Symbol)];
    private readonly int[] _cents = [.. Enumerable.Range(0, symbols).Select(index => 2_000 + (371 * index))];

    public static DateTime Month(int number) => new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(number);

    /// <summary>The bars of a month: a batch a few minutes of all symbols.</summary>
    public IEnumerable<Bar[]> Batches(int month, int minutesInBatch)
    {
        for (var day = 0; day < daysInMonth; day++)
        {
            var open = Month(month).AddDays(day).AddMinutes((14 * 60) + 30);
            for (var minute = 0; minute < minutes; minute += minutesInBatch)
            {
                yield return [.. Enumerable.Range(minute, Math.Min(minutesInBatch, minutes - minute)).SelectMany(at => _symbols.Select((_, symbol) => Next(symbol, open.AddMinutes(at))))];
            }
        }
    }

    private Bar Next(int symbol, DateTime time)
    {
        var open = _cents[symbol];
        var close = _cents[symbol] = Math.Max(100, open + _random.Next(-9, 10));
        var high = Math.Max(open, close) + _random.Next(5);
        var low = Math.Min(open, close) - _random.Next(5);
        return new Bar
        {
            Exchange = Exchange,
            Symbol = _symbols[symbol],
            Timeframe = Timeframe.OneMinute,
            Timestamp = time,
            Open = Cents(open),
            High = Cents(high),
            Low = Cents(low),
            Close = Cents(close),
            Volume = _random.Next(100, 100_000),
            Vwap = Cents((open + close) / 2),
            TradeCount = _random.Next(1, 1_000),
        };
    }

    private static decimal Cents(int cents) => new(cents, 0, 0, isNegative: false, scale: 2);
}
