using TradeStore.Model;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Many days of few ticks each.</summary>
internal static class SmallDays
{
    public const string Table = "market_ticks";
    public const int Rows = 5;

    /// <summary>Appends days, from <see cref="Some.Day"/> on, and has their rows written into their partitions.</summary>
    public static async Task AppendAsync(Store store, int days, int rows = Rows)
    {
        for (var day = 0; day < days; day++)
        {
            await store.Ticks.AppendAsync(Ticks(day, rows));
        }

        await store.CheckpointAsync();
    }

    public static List<Tick> Ticks(int day, int rows = Rows) => Some.Quotes(rows, $"S{day}").ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(day) });

    public static DateTime End(int days) => Some.Day.AddDays(days);

    public static IReadOnlyList<Segment> Segments(Store store) => store.Parts.Maps!.Current.Segments(TickTable.Definition);

    /// <summary>Returns how many rows each day has, in the order of the days.</summary>
    public static Task<IReadOnlyList<long>> CountsAsync(Store store) => store.QueryAsync<long>($"SELECT count(DISTINCT symbol || sequence_number) FROM {Table} GROUP BY ts::DATE ORDER BY ts::DATE");
}
