using TradeStore.Model;

namespace TradeStore.CrashTests.Worker;

/// <summary>A batch of bars that follows from its id alone; later batches of the same producer write the same bars again.</summary>
public sealed class BarBatch(BatchId id)
{
    private static readonly DateTime Start = new(2024, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    public BatchId Id { get; } = id;

    public string Symbol => $"P{Id.Producer}";

    /// <summary>Gets the minutes whose bars the batch writes.</summary>
    public IEnumerable<int> Minutes => Enumerable.Range(Id.Number / 5 * 3 % 2000, 1 + (new Random(unchecked(Id.Value * 17)).Next(40)));

    // Every other bar is of another month: a batch is of two partitions.
    public static DateTime Time(int minute) => Start.AddMinutes(minute).AddDays(minute % 2 == 0 ? 0 : 40);

    public List<Bar> Rows() => [.. Minutes.Select(minute => new Bar
    {
        Exchange = TickBatch.Exchange,
        Symbol = Symbol,
        Timeframe = Timeframe.OneMinute,
        Timestamp = Time(minute),
        Open = 100,
        High = 300,
        Low = 50,
        Close = 100 + (Id.Value % 100),
        Volume = Id.Number,
        TradeCount = Id.Value,
        IsComplete = false,
    })];
}
