using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering.Readers;

/// <summary>A row with a column of each type there is, and of each width that the engine and Parquet have for a DECIMAL.</summary>
public sealed record EveryType
{
    public DateTime Timestamp { get; init; }

    public string Name { get; init; } = "";

    public bool Flag { get; init; }

    public bool? MaybeFlag { get; init; }

    public int Count { get; init; }

    public int? MaybeCount { get; init; }

    public long Number { get; init; }

    public long? MaybeNumber { get; init; }

    public double Ratio { get; init; }

    public double? MaybeRatio { get; init; }

    public decimal? Four { get; init; }

    public decimal? Nine { get; init; }

    public decimal Eighteen { get; init; }

    public decimal? Nineteen { get; init; }

    public decimal? ThirtyEight { get; init; }

    public DateTime? At { get; init; }

    public DateOnly? Day { get; init; }

    public Guid? Id { get; init; }

    public string? Text { get; init; }

    public string? Json { get; init; }

    public IReadOnlyList<string>? List { get; init; }
}

/// <summary>Its table and its rows.</summary>
internal static class EveryTypes
{
    private static readonly string?[] Texts = [null, "", "a", "exactly-12-ch", "日本株式会社", "𝔸𝕊𝕋", "a\u0000b", "\uFFFD", "it's \"quoted\"", new('x', 3000)];
    private static readonly double[] Ratios = [0, -0.0, 1, -1.5, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 0.1, Math.PI];
    private static readonly string[]?[] Lists = [null, [], [""], ["a", "", "b"], ["日本", "it's \"Q\""], ["a", "a", "a"]];

    public static Table<EveryType> Definition { get; } = new TableBuilder<EveryType>()
        .Timestamp(1, "ts", r => r.Timestamp)
        .Name(2, "name", r => r.Name)
        .Boolean(3, "flag", r => r.Flag)
        .Boolean(4, "maybe_flag", r => r.MaybeFlag)
        .Integer(5, "count", r => r.Count)
        .Integer(6, "maybe_count", r => r.MaybeCount)
        .Integer(7, "number", r => r.Number)
        .Integer(8, "maybe_number", r => r.MaybeNumber)
        .Ratio(9, "ratio", r => r.Ratio)
        .Ratio(10, "maybe_ratio", r => r.MaybeRatio)
        .Decimal(11, "four", r => r.Four, 4, 2)
        .Decimal(12, "nine", r => r.Nine, 9, 0)
        .Decimal(13, "eighteen", r => r.Eighteen, 18, 8)
        .Decimal(14, "nineteen", r => r.Nineteen, 19, 18)
        .Decimal(15, "thirty_eight", r => r.ThirtyEight, 38, 8)
        .Timestamp(16, "at", r => r.At, isFutureAllowed: true)
        .Date(17, "day", r => r.Day, isFutureAllowed: true)
        .Uuid(18, "id", r => r.Id)
        .Text(19, "text", r => r.Text, 4000, isNullable: true, isEmptyAllowed: true)
        .Json(20, "json", r => r.Json)
        .TextList(21, "list", r => r.List)
        .Build(new TableSettings { Name = "every_type", Version = 1, TimeColumn = "ts", Key = ["name", "ts"], Span = PartitionSpan.Day, Duplicates = DuplicateRule.KeepBoth });

    /// <summary>Returns rows of one day, of which each value can be the least, the largest, NULL where it may be, or anything between.</summary>
    public static IReadOnlyList<EveryType> Rows(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => Row(random, i))];

    private static EveryType Row(Random random, int number) => new()
    {
        Timestamp = number switch { 0 => Some.Day, 1 => Some.Day.AddDays(1).AddMicroseconds(-1), _ => Some.Day.AddMicroseconds(random.NextInt64(86_400_000_000)) },
        Name = $"N{random.Next(3)}",
        Flag = random.Next(2) == 0,
        MaybeFlag = Maybe(random, random.Next(2) == 0),
        Count = OneOf(random, int.MaxValue, 0, random.Next()),
        MaybeCount = Maybe(random, OneOf(random, int.MinValue, -1, random.Next(int.MinValue, 0))),
        Number = OneOf(random, long.MinValue, long.MaxValue, 0, random.NextInt64()),
        MaybeNumber = Maybe(random, OneOf(random, long.MinValue, long.MaxValue, -1, random.NextInt64())),
        Ratio = OneOf(random, Ratios),
        MaybeRatio = Maybe(random, OneOf(random, Ratios)),
        Four = Maybe(random, OneOf(random, 99.99m, -99.99m, 0, 0.01m, -0.01m)),
        Nine = Maybe(random, OneOf(random, 999_999_999m, -999_999_999m, 0, random.Next(1000))),
        Eighteen = OneOf(random, 9_999_999_999.99999999m, -9_999_999_999.99999999m, 0.00000001m, -0.00000001m, random.Next() / 100m),
        Nineteen = Maybe(random, OneOf(random, 9.999999999999999999m, -9.999999999999999999m, 0, 0.000000000000000001m)),
        ThirtyEight = Maybe(random, OneOf(random, decimal.MaxValue, decimal.MinValue, 0, 0.00000001m, -0.00000001m, 99_999_999_999_999_999_999.99999999m, random.Next())),
        At = Maybe(random, OneOf(random, DateTime.UnixEpoch, DateTime.UnixEpoch.AddMicroseconds(1), new DateTime(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc).AddMicroseconds(999_999))),
        Day = Maybe(random, OneOf(random, new DateOnly(1970, 1, 1), new DateOnly(1800, 1, 1), new DateOnly(9999, 12, 31), new DateOnly(2024, 2, 29))),
        Id = Maybe(random, OneOf(random, Guid.AllBitsSet, new Guid(1, 0, 0, new byte[8]), new Guid(random.Next(), 1, 2, [3, 4, 5, 6, 7, 8, 9, 255]))),
        Text = OneOf(random, Texts),
        Json = OneOf(random, null, "{}", "[]", "null", "\"\"", "{\"name\":\"ü\",\"value\":[1,null,1e308]}"),
        List = OneOf(random, Lists),
    };

    private static T OneOf<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static T? Maybe<T>(Random random, T value)
        where T : struct => random.Next(4) == 0 ? null : value;
}
