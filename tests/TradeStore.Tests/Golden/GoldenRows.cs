using TradeStore.Model;

namespace TradeStore.Tests.Golden;

/// <summary>The market rows of the golden store, made by a formula, so that a test can say exactly what must be there.</summary>
internal static class GoldenRows
{
    private const int TickCount = 360;
    private const int BarCount = 120;
    private static readonly DateTime First = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);
    private static readonly string[] Exchanges = ["NASDAQ", "XNYS"];
    private static readonly string[] Symbols = ["AAPL", "BRK.B", "日本電気"];

    /// <summary>Ticks of three UTC days and two exchanges, of which every third has no sequence number.</summary>
    public static IReadOnlyList<Tick> Ticks { get; } = [.. Enumerable.Range(0, TickCount).Select(Tick)];

    /// <summary>Bars of two timeframes over two months, as they were first written.</summary>
    public static IReadOnlyList<Bar> Bars { get; } = [.. Enumerable.Range(0, BarCount).Select(i => Bar(i, version: 0))];

    /// <summary>Every fifth bar a second time, with other prices: these replace the first.</summary>
    public static IReadOnlyList<Bar> ReplacingBars { get; } = [.. Enumerable.Range(0, BarCount).Where(IsReplaced).Select(i => Bar(i, version: 1))];

    /// <summary>The bars that stay.</summary>
    public static IReadOnlyList<Bar> LastBars { get; } = [.. Enumerable.Range(0, BarCount).Select(i => Bar(i, IsReplaced(i) ? 1 : 0))];

    private static bool IsReplaced(int number) => number % 5 == 0;

    private static Tick Tick(int number) => new()
    {
        Timestamp = First.AddDays(number % 3).AddMilliseconds(number).AddMicroseconds(number % 7),
        Exchange = Exchanges[number % 2],
        Symbol = Symbols[number / 2 % 3],
        BidPrice = number % 4 == 0 ? null : 100 + (number / 100m) + 0.00000001m,
        AskPrice = number % 4 == 1 ? null : -1 + (number / 8m),
        BidSize = number % 5 == 0 ? null : number,
        AskSize = number % 5 == 1 ? null : 0,
        LastPrice = number % 4 == 0 ? 187.125m : null,
        LastSize = number % 4 == 0 ? 0.00000001m : null,
        Volume = number % 6 == 0 ? 99_999_999_999_999_999_999.99999999m : null,
        SequenceNumber = number % 3 == 0 ? null : number,
        Conditions = (number % 4) switch { 0 => null, 1 => [], 2 => ["@"], _ => ["@", "T", "it's \"Q\""] },
        Tape = number % 2 == 0 ? "C" : null,
        Source = number % 7 == 0 ? "golden" : null,
        CorrelationId = number % 8 == 0 ? new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 255]) : null,
        IngestionTime = First.AddDays(3).AddMicroseconds(number),
    };

    private static Bar Bar(int number, int version) => new()
    {
        Exchange = Exchanges[number % 2],
        Symbol = Symbols[number / 2 % 3],
        Timeframe = number % 4 < 2 ? Timeframe.OneMinute : Timeframe.OneHour,
        Timestamp = new DateTime(2026, 2, 28, 22, 0, 0, DateTimeKind.Utc).AddHours(number / 12),
        Open = 100 + number,
        High = 102 + number + version,
        Low = 99 + number,
        Close = 101 + number + version,
        Volume = 1_000.5m * number,
        Vwap = number % 3 == 0 ? null : 100.5m + number,
        TradeCount = number % 4 == 0 ? null : number,
        IsComplete = number % 6 != 0 || version == 1,
        Indicators = number % 5 == 1 ? $$"""{"sma":{{number}}.25}""" : null,
    };
}
