using TradeStore.Model;

namespace QuickStart.Display;

/// <summary>One column of a chart: a few bars folded into one.</summary>
internal sealed record Candle(DateTime Start, double Open, double High, double Low, double Close, double Volume)
{
    private static readonly int[] RoundMinutes = [1, 2, 5, 10, 15, 20, 30, 60, 120, 240];

    public bool IsUp => Close >= Open;

    /// <summary>Folds bars, in order of time, into candles of a round number of minutes, as few minutes as fit into the columns.</summary>
    public static (IReadOnlyList<Candle> Candles, int Minutes) Fold(IReadOnlyList<Bar> bars, int columns)
    {
        var span = (bars[^1].Timestamp - bars[0].Timestamp).TotalMinutes;
        var minutes = RoundMinutes.First(round => (span / round) + 2 <= columns);
        var length = TimeSpan.FromMinutes(minutes).Ticks;
        var candles = bars
            .GroupBy(bar => bar.Timestamp.Ticks / length)
            .Select(group => new Candle(
                new DateTime(group.Key * length, DateTimeKind.Utc),
                (double)group.First().Open,
                (double)group.Max(bar => bar.High),
                (double)group.Min(bar => bar.Low),
                (double)group.Last().Close,
                (double)group.Sum(bar => bar.Volume)));
        return ([.. candles], minutes);
    }
}
