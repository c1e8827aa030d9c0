using System.Text;
using Spectre.Console;
using TradeStore.Model;

namespace QuickStart.Display;

/// <summary>Draws minute bars as candlesticks with their volume, at most 100 columns wide, two steps of price to a line.</summary>
internal static class CandleChart
{
    private const int AxisWidth = 10;
    private const int MostCandles = 100 - AxisWidth - 2;
    private const int Lines = 16;
    private const string VolumeSteps = "▁▂▃▄▅▆▇█";

    public static void Draw(string symbol, IReadOnlyList<Bar> bars)
    {
        if (bars.Count == 0)
        {
            AnsiConsole.MarkupLine("[grey]No trades, so no bars to draw.[/]");
            return;
        }

        var (candles, minutes) = Candle.Fold(bars, MostCandles);
        var low = candles.Min(candle => candle.Low);
        var step = Math.Max((candles.Max(candle => candle.High) - low) / ((2 * Lines) - 1), 1e-9);
        AnsiConsole.MarkupLine($"[bold]{symbol.EscapeMarkup()}[/], {bars.Count:N0} minute bars of {bars[0].Timestamp:d MMMM yyyy}, {minutes} to a candle");
        for (var line = Lines - 1; line >= 0; line--)
        {
            var label = line % 3 == 0 ? $"{low + (step * 2 * line):N2}" : "";
            var cells = new StringBuilder($"[grey]{label,AxisWidth - 1} │[/]");
            Row(cells, candles, minutes, candle => CandleCell.Draw(candle, low, step, line));
            AnsiConsole.MarkupLine(cells.ToString());
        }

        var most = candles.Max(candle => candle.Volume);
        var volume = new StringBuilder($"[grey]{"volume",AxisWidth - 1} │[/]");
        Row(volume, candles, minutes, candle => VolumeSteps[most == 0 ? 0 : (int)(candle.Volume / most * (VolumeSteps.Length - 1))]);
        AnsiConsole.MarkupLine(volume.ToString());
        AnsiConsole.MarkupLine($"[grey]{new string(' ', AxisWidth)}└{TimeAxis(candles, minutes)}[/]");
    }

    private static void Row(StringBuilder cells, IReadOnlyList<Candle> candles, int minutes, Func<Candle, char> draw)
    {
        var column = 0;
        foreach (var candle in candles)
        {
            for (; column < ColumnOf(candle, candles, minutes); column++)
            {
                cells.Append(' ');
            }

            var cell = draw(candle);
            cells.Append(cell == ' ' ? " " : $"[{(candle.IsUp ? "green" : "red")}]{cell}[/]");
            column++;
        }
    }

    private static string TimeAxis(IReadOnlyList<Candle> candles, int minutes)
    {
        var axis = new StringBuilder();
        for (var column = 0; column <= ColumnOf(candles[^1], candles, minutes); column++)
        {
            var time = candles[0].Start.AddMinutes(column * minutes);
            var isLabelled = axis.Length <= column && time.Minute < minutes;
            axis.Append(isLabelled ? $"┬{NewYork.Minute(time)} " : axis.Length <= column ? "─" : "");
        }

        return axis.ToString();
    }

    private static int ColumnOf(Candle candle, IReadOnlyList<Candle> candles, int minutes) =>
        (int)((candle.Start - candles[0].Start).TotalMinutes / minutes);
}
