using Spectre.Console;

namespace TradingBot.Reporting;

/// <summary>Suits the output to where it goes.</summary>
internal static class Terminal
{
    /// <summary>Plain text of 100 columns into a file or pipe: no colours, no cursor movements.</summary>
    public static void Prepare()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 100;
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.Interactive = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
    }
}
