using System.CommandLine;

namespace TradingBot;

/// <summary>The arguments of the sample.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Func<BotOptions, CancellationToken, Task<int>> run)
    {
        var store = new Option<DirectoryInfo>("--store")
        {
            Description = "The folder of the store; started again on it, the bot goes on from what is stored.",
            DefaultValueFactory = _ => new DirectoryInfo("trading-bot-data"),
        };
        var ticks = new Option<int?>("--for") { Description = "Ticks of each symbol after which the bot ends by itself. Default: it trades until Ctrl-C." };
        var seed = new Option<int>("--seed") { Description = "Seed of the simulated market.", DefaultValueFactory = _ => 42 };
        var speed = new Option<int>("--speed") { Description = "Ticks of each symbol in a second.", DefaultValueFactory = _ => 50 };
        RequireRange(ticks, 1, int.MaxValue);
        RequireRange(speed, 1, 1_000);
        var command = new RootCommand("Trades a simulated market on paper, and keeps all of it in a store.") { store, ticks, seed, speed };
        command.SetAction((arguments, cancellationToken) => run(
            new BotOptions(
                arguments.GetRequiredValue(store).FullName,
                arguments.GetValue(ticks),
                arguments.GetValue(seed),
                arguments.GetValue(speed)),
            cancellationToken));
        return command;
    }

    private static void RequireRange<T>(Option<T> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<T>() is int value && (value < least || value > most))
        {
            result.AddError($"{option.Name} takes {least:N0} to {most:N0}.");
        }
    });
}
