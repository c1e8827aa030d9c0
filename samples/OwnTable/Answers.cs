using Spectre.Console;

namespace OwnTable;

/// <summary>The sample's output.</summary>
internal static class Answers
{
    /// <summary>Plain text of 100 columns into a file or pipe: no colours, no cursor movements.</summary>
    public static void PrepareTerminal()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 100;
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
    }

    public static void Show(string title, IEnumerable<FundingRate> rates)
    {
        var table = Create(title, "Time (UTC)", "Symbol", "Rate", "Next");
        foreach (var rate in rates)
        {
            table.AddRow($"{rate.Timestamp:yyyy-MM-dd HH:mm}", rate.Symbol, $"{rate.Rate:P4}", $"{rate.NextFundingTime:yyyy-MM-dd HH:mm}");
        }

        AnsiConsole.Write(table);
    }

    public static void Show(string title, IEnumerable<FundingCost> costs)
    {
        var table = Create(title, "Symbol", "Payments", "Mean rate", "Paid (USD)");
        foreach (var cost in costs)
        {
            table.AddRow(cost.Symbol, $"{cost.Payments:N0}", $"{cost.MeanRate:P4}", $"{cost.Paid:N2}");
        }

        AnsiConsole.Write(table);
    }

    private static Table Create(string title, params string[] headings) =>
        new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Title($"[bold]{title.EscapeMarkup()}[/]").AddColumns(headings);
}
