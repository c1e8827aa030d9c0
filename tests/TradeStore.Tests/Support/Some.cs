using Microsoft.Extensions.Time.Testing;
using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradeStore.Trading;

namespace TradeStore.Tests.Support;

/// <summary>Rows to test with.</summary>
internal static class Some
{
    public static readonly DateTime Day = new(2024, 3, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Gets the arithmetic of a store that was made without a word about its numbers.</summary>
    public static FixedPoint Numbers { get; } = FixedPoint.Of(NumberPrecision.Standard);

    /// <summary>Makes a clock that stands at noon of the day after <see cref="Day"/>: what is of that day is in its past.</summary>
    public static FakeTimeProvider Clock() => new(new DateTimeOffset(2024, 3, 6, 12, 0, 0, TimeSpan.Zero));

    public static Tick Quote(int number, string symbol = "AAPL", int secondsApart = 1) => new()
    {
        Timestamp = Day.AddSeconds((long)number * secondsApart),
        Exchange = "NASDAQ",
        Symbol = symbol,
        BidPrice = 100 + (number / 100m),
        AskPrice = 100.01m + (number / 100m),
        BidSize = 100,
        AskSize = 200,
        SequenceNumber = number,
    };

    public static Tick Trade(int number, string symbol = "AAPL", long? sequence = null) => new()
    {
        Timestamp = Day.AddMilliseconds(number),
        Exchange = "NASDAQ",
        Symbol = symbol,
        LastPrice = 100 + (number / 100m),
        LastSize = 10,
        SequenceNumber = sequence,
        Conditions = ["@", "T"],
        Tape = "C",
        CorrelationId = new Guid(number, 0, 0, new byte[8]),
    };

    public static Bar Bar(int minute, string symbol = "AAPL", decimal close = 101m, bool isComplete = true) => new()
    {
        Exchange = "NASDAQ",
        Symbol = symbol,
        Timeframe = Timeframe.OneMinute,
        Timestamp = Day.AddMinutes(minute),
        Open = 100,
        High = Math.Max(102, close),
        Low = 99,
        Close = close,
        Volume = 12_345.678m,
        Vwap = 100.5m,
        TradeCount = 42,
        IsComplete = isComplete,
        Indicators = "{\"sma\":100.25}",
    };

    public static Bot Bot(string id) => new() { BotId = id, Name = id, Status = BotStatus.Running };

    public static PredictionMarket Market(string id) => new() { MarketId = id, Question = "Will it?" };

    public static List<Tick> Quotes(int count, string symbol = "AAPL", int first = 0) =>
        [.. Enumerable.Range(first, count).Select(i => Quote(i, symbol))];
}
