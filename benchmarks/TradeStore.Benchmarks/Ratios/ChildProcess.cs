using System.Diagnostics;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>Runs one measurement in a process of its own, where nothing has been loaded, compiled or grown before.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a command of this program.</summary>
    /// <returns>The fields of the line that it printed.</returns>
    public static async Task<string[]> RunAsync(string command, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.ArgumentList.Add(command);
        start.ArgumentList.Add(folder);
        using var child = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
        var output = await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        RatioRun.Check(child.ExitCode == 0, $"the child process ended with {child.ExitCode} and said '{output.Trim()}'");
        return output.Trim().Split('\t');
    }
}
