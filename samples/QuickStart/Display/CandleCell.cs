namespace QuickStart.Display;

/// <summary>What a candle looks like within one line of a chart: a line is two half cells, each empty, wick or body.</summary>
internal static class CandleCell
{
    // By upper half, then lower half: empty, wick, body.
    private static readonly string[] Shapes = [" ╷╻", "╵│╽", "╹╿┃"];

    public static char Draw(Candle candle, double low, double step, int line) =>
        Shapes[Half(candle, low, step, (2 * line) + 1)][Half(candle, low, step, 2 * line)];

    private static int Half(Candle candle, double low, double step, int half)
    {
        var isBody = half >= Level(Math.Min(candle.Open, candle.Close), low, step) && half <= Level(Math.Max(candle.Open, candle.Close), low, step);
        var isWick = half >= Level(candle.Low, low, step) && half <= Level(candle.High, low, step);
        return isBody ? 2 : isWick ? 1 : 0;
    }

    private static int Level(double price, double low, double step) => (int)Math.Round((price - low) / step);
}
