namespace TradeStore.Tests.Reading.Typed;

/// <summary>Samples of few different values, so that predicates meet them, and values that lie on, between and far from them.</summary>
internal sealed class RandomSamples(Random random)
{
    private static readonly string[] Texts = ["AAPL", "AA", "it's", "\"; DROP TABLE state.samples; --", "日本", "$1", "%", "a\u0000b", "é", "𝔸", " "];
    private static readonly decimal[] Decimals = [0m, 1m, 1.00000001m, 1.5m, -1.5m, -0.00000001m, 9_999_999_999.99999999m, -9_999_999_999.99999999m];
    private static readonly decimal[] OtherDecimals =
    [
        1.000000005m, -0.000000005m, 0.0000000000000000000000000001m, 9_999_999_999.999999995m, 10_000_000_000m, -10_000_000_000m, decimal.MaxValue, decimal.MinValue, 1.500000000000000m,
    ];

    private static readonly Guid[] Ids = [Guid.Empty, new("00000000-0000-0000-0000-000000000001"), new("80000000-0000-0000-0000-000000000000"), new("ffffffff-ffff-ffff-ffff-ffffffffffff")];
    private static readonly DateTime Start = new(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public List<Sample> Rows(int count) => [.. Enumerable.Range(0, count).Select(Row)];

    public string Text() => Texts[random.Next(Texts.Length)];

    public decimal Decimal() => Decimals[random.Next(Decimals.Length)];

    public decimal AnyDecimal() => random.Next(2) == 0 ? Decimal() : OtherDecimals[random.Next(OtherDecimals.Length)];

    public long Number() => random.Next(6) switch
    {
        0 => long.MaxValue,
        1 => long.MinValue,
        _ => random.Next(-2, 3),
    };

    public Phase Phase() => (Phase)random.Next(3);

    public Guid Id() => Ids[random.Next(Ids.Length)];

    public DateTime Time() => Start.AddDays(random.Next(5)).AddHours(random.Next(3) * 11.9999).AddMicroseconds(random.Next(-2, 3));

    public DateTime AnyTime() => random.Next(8) switch
    {
        0 => DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
        1 => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        _ => Time(),
    };

    public T? Maybe<T>(Func<T> value)
        where T : struct => random.Next(3) == 0 ? null : value();

    private Sample Row(int id) => new()
    {
        Id = id,
        At = Time(),
        Symbol = Text(),
        Note = random.Next(3) == 0 ? null : Text(),
        Phase = Phase(),
        NextPhase = Phase(),
        IsOpen = random.Next(2) == 0,
        Price = Decimal(),
        Limit = Maybe(Decimal),
        Total = Maybe(Decimal),
        Count = Maybe(Number),
        Link = Maybe(Id),
        Data = random.Next(2) == 0 ? null : "{\"a\": 1}",
        Tags = random.Next(2) == 0 ? null : ["x", "y"],
    };
}
