using System.Globalization;

namespace TradeStore.Storage.Schema;

/// <summary>A UTC day or month of a table: [Start, End) in microseconds since 1970.</summary>
internal readonly record struct Partition(string Name, long Start, long End)
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>Returns the partition that a time falls into.</summary>
    public static Partition Containing(PartitionSpan span, long microseconds)
    {
        var day = Math.DivRem(microseconds, MicrosecondsPerDay, out var rest) - (rest < 0 ? 1 : 0);
        if (span == PartitionSpan.Day)
        {
            return new Partition(Date(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture), day * MicrosecondsPerDay, (day + 1) * MicrosecondsPerDay);
        }

        var date = Date(day);
        var first = new DateOnly(date.Year, date.Month, 1);
        return new Partition(first.ToString("yyyyMM", CultureInfo.InvariantCulture), Midnight(first), Midnight(first.AddMonths(1)));
    }

    /// <summary>Returns the partition with a name as <see cref="Containing"/> gives it.</summary>
    public static Partition Parse(PartitionSpan span, string name)
    {
        var format = span == PartitionSpan.Day ? "yyyyMMdd" : "yyyyMM";
        var date = DateTime.ParseExact(name, format, CultureInfo.InvariantCulture);
        return Containing(span, Midnight(DateOnly.FromDateTime(date)));
    }

    /// <summary>Tells whether the partition can hold rows of a range [from, to).</summary>
    public bool Overlaps(long? from, long? to) => !(from >= End) && !(to <= Start);

    private static DateOnly Date(long day) => DateOnly.FromDayNumber((int)(day + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber));

    private static long Midnight(DateOnly date) => (date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * MicrosecondsPerDay;
}

/// <summary>Where rows lie, apart from what is kept in memory on the way.</summary>
public enum Tier
{
    /// <summary>In a table of the database file.</summary>
    Warm = 0,

    /// <summary>In Parquet files beside it.</summary>
    Cold,
}
