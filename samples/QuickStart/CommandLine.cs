using System.CommandLine;

namespace QuickStart;

/// <summary>The arguments of the sample.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Func<SampleOptions, CancellationToken, Task<int>> run)
    {
        var store = new Option<DirectoryInfo?>("--store") { Description = "Keep the store in this folder; run again, it opens what is there. Default: a temporary folder." };
        var lean = new Option<DirectoryInfo?>("--lean") { Description = "Import the ticks of a LEAN data folder (the one that holds equity, forex, crypto) instead of a simulated day." };
        var seed = new Option<int>("--seed") { Description = "Seed of the simulated day.", DefaultValueFactory = _ => 42 };
        var ticks = new Option<int>("--ticks") { Description = "Ticks of the simulated day.", DefaultValueFactory = _ => 1_200_000 };
        lean.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<DirectoryInfo?>() is { Exists: false } missing)
            {
                result.AddError($"The LEAN folder '{missing.FullName}' does not exist.");
            }
        });
        ticks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 10_000 or > 100_000_000)
            {
                result.AddError("--ticks takes 10,000 to 100,000,000.");
            }
        });
        var command = new RootCommand("Stores a trading day durably and asks it a few questions.") { store, lean, seed, ticks };
        command.SetAction((arguments, cancellationToken) => run(
            new SampleOptions(
                arguments.GetValue(store)?.FullName,
                arguments.GetValue(lean)?.FullName,
                arguments.GetValue(seed),
                arguments.GetValue(ticks)),
            cancellationToken));
        return command;
    }
}
