using TradeStore.Model;

namespace TradeStore.Tests.Support;

/// <summary>Rows of which every value can be anything that a table takes.</summary>
internal sealed class RandomRows(Random random)
{
    private static readonly decimal[] Prices = [0m, -1m, 0.00000001m, -0.00000001m, 9_999_999_999.99999999m, -9_999_999_999.99999999m, 1.5000000000000m, 65_432.1m];
    private static readonly decimal[] Volumes = [0m, 0.00000001m, 99_999_999_999_999_999_999.99999999m, 1e10m, 12_345.678m];
    private static readonly string[] Texts = ["A", "NASDAQ", "EUR/USD", "BRK.B", "exactly-12-ch", "日本株式会社", "𝔸𝕊𝕋", "a\u0000b", "\uFFFD", new('x', 255), "it's \"quoted\""];

    public List<Tick> Ticks(int count) => [.. Enumerable.Range(0, count).Select(_ => Tick())];

    public List<Bar> Bars(int count) => [.. Enumerable.Range(0, count).Select(_ => Bar())];

    public Tick Tick() => new()
    {
        Timestamp = Time(),
        Exchange = Text(),
        Symbol = Text(),
        BidPrice = Price(),
        AskPrice = Maybe(Price),
        BidSize = Maybe(Size),
        AskSize = Maybe(Size),
        LastPrice = Maybe(Price),
        LastSize = Maybe(Size),
        Volume = Maybe(Volume),
        SequenceNumber = Maybe(Number),
        Conditions = random.Next(3) == 0 ? null : [.. Enumerable.Range(0, random.Next(4)).Select(_ => Text())],
        Tape = MaybeText(),
        Source = MaybeText(),
        CorrelationId = Maybe(() => new Guid(random.Next(), 1, 2, [3, 4, 5, 6, 7, 8, 9, 255])),
        IngestionTime = Time(),
        TradeId = MaybeText(),
        AggressorSide = Maybe(() => (OrderSide)random.Next(1, 3)),
    };

    public Bar Bar()
    {
        decimal[] prices = [Price(), Price(), Price(), Price()];
        Array.Sort(prices);
        return new()
        {
            Exchange = Text(),
            Symbol = Text(),
            Timeframe = (Timeframe)random.Next(1, 19),
            Timestamp = Time(),
            Low = prices[0],
            Open = prices[1],
            Close = prices[2],
            High = prices[3],
            Volume = Volume(),
            Vwap = Maybe(Price),
            TradeCount = Maybe(() => random.NextInt64(long.MaxValue)),
            IsComplete = random.Next(2) == 0,
            Indicators = random.Next(3) switch
            {
                0 => null,
                1 => "{}",
                _ => $"{{\"name\":\"{new string('ü', random.Next(300))}\",\"value\":[1,null]}}",
            },
        };
    }

    private T? Maybe<T>(Func<T> value)
        where T : struct => random.Next(3) == 0 ? null : value();

    private string? MaybeText() => random.Next(3) == 0 ? null : Text();

    private string Text() => Texts[random.Next(Texts.Length)];

    private decimal Price() => random.Next(2) == 0 ? Prices[random.Next(Prices.Length)] : random.Next(-1_000_000_000, 1_000_000_000) / 100_000_000m;

    private decimal Size() => Math.Abs(Price());

    private decimal Volume() => Volumes[random.Next(Volumes.Length)];

    private long Number() => random.Next(4) switch
    {
        0 => long.MaxValue,
        1 => long.MinValue,
        _ => random.Next(),
    };

    private DateTime Time() => random.Next(10) == 0
        ? DateTime.UnixEpoch
        : DateTime.UnixEpoch.AddTicks(random.NextInt64(TimeSpan.FromDays(54 * 365).Ticks / 10) * 10);
}
