using TradeStore.Model;

namespace TradeStore.Benchmarks.Data;

/// <summary>What must come out of ticks wherever they were put: how many there are, and the sums of their columns.</summary>
/// <param name="Rows">How many ticks.</param>
/// <param name="Microseconds">Their times since the beginning of <see cref="TickFeed.Day"/>.</param>
/// <param name="Numbers">Their seven prices, sizes and volumes.</param>
/// <param name="Sequences">Their sequence numbers.</param>
internal sealed record TickTotals(long Rows, long Microseconds, decimal Numbers, long Sequences)
{
    /// <summary>The beginning of the day in microseconds since 1970.</summary>
    public static readonly long DayMicroseconds = (TickFeed.Day - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static TickTotals Of(IEnumerable<Tick> ticks)
    {
        var (rows, microseconds, numbers, sequences) = (0L, 0L, 0m, 0L);
        foreach (var tick in ticks)
        {
            rows++;
            microseconds += (tick.Timestamp - TickFeed.Day).Ticks / TimeSpan.TicksPerMicrosecond;
            numbers += Number(tick.BidPrice) + Number(tick.AskPrice) + Number(tick.BidSize) + Number(tick.AskSize)
                + Number(tick.LastPrice) + Number(tick.LastSize) + Number(tick.Volume);
            sequences += tick.SequenceNumber.GetValueOrDefault();
        }

        return new TickTotals(rows, microseconds, numbers, sequences);
    }

    /// <summary>The statement by which DuckDB makes the same of a table.</summary>
    public static string Sql(string table) =>
        $"""
        SELECT count(*) AS rows, CAST(sum(epoch_us(ts) - {DayMicroseconds}) AS BIGINT) AS microseconds,
               sum(bid_price) + sum(ask_price) + sum(bid_size) + sum(ask_size) + sum(last_price) + sum(last_size) + sum(volume) AS numbers,
               CAST(sum(sequence_number) AS BIGINT) AS sequences
        FROM {table}
        """;

    private static decimal Number(decimal? value) => value.GetValueOrDefault();
}
