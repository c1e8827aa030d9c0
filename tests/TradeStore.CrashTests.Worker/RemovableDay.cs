using TradeStore.Model;

namespace TradeStore.CrashTests.Worker;

/// <summary>Rows that follow from a number alone, of a day of their own that is long past: they are all there, or all gone to the archive.</summary>
/// <param name="number">The how manieth day.</param>
public sealed class RemovableDay(int number)
{
    /// <summary>How many days a run may have.</summary>
    public const int OfARun = 16;

    public const string Table = "ofi_events";
    private static readonly DateTime First = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public DateTime Day { get; } = First.AddDays(number);

    public int Count { get; } = 1 + new Random(number).Next(300);

    public List<OfiEvent> Rows() =>
        [.. Enumerable.Range(0, Count).Select(row => new OfiEvent { Timestamp = Day.AddSeconds(row), Exchange = TickBatch.Exchange, Symbol = $"R{row % 3}", OfiValue = number, BidVolume = row })];
}
