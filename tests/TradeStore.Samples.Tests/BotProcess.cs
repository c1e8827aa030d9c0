using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace TradeStore.Samples.Tests;

/// <summary>The sample as a user starts it: a process of its own, with its output.</summary>
internal sealed class BotProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private BotProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Gets what it has said so far.</summary>
    public List<string> Lines { get; } = [];

    public static BotProcess Start(params string[] arguments)
    {
        // What runs in the background of a script ignores SIGINT, and so does everything it starts.
        string[] command = ["--default-signal=INT", DotnetPath(), Path.Combine(AppContext.BaseDirectory, "TradingBot.dll"), .. arguments];
        var start = new ProcessStartInfo("env", command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        return new BotProcess(Process.Start(start)!);
    }

    /// <summary>Runs the sample to its end, which must be a good one, and returns what it says was acknowledged.</summary>
    public static async Task<BotCounts> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync(cancellationToken);
    }

    /// <summary>Reads until a line of counts is good enough, and returns these.</summary>
    public async Task<BotCounts> WaitUntilAsync(Func<BotCounts, bool> isEnough, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            Lines.Add(line);
            if (BotCounts.Find(line) is { } counts && isEnough(counts))
            {
                return counts;
            }
        }

        throw new InvalidOperationException($"The bot ended before: {string.Join('\n', Lines)}\n{await _errors}");
    }

    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Waits for a good end, and returns what the bot says was acknowledged in its run.</summary>
    public async Task<BotCounts> EndAsync(CancellationToken cancellationToken)
    {
        var acknowledged = await WaitUntilLineAsync("Acknowledged in this run: ", cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        Assert.That(_process.ExitCode, Is.Zero, await _errors);
        return acknowledged;
    }

    public Task KilledAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        return _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<BotCounts> WaitUntilLineAsync(string beginning, CancellationToken cancellationToken) =>
        await WaitUntilAsync(_ => Lines[^1].StartsWith(beginning, StringComparison.Ordinal), cancellationToken);

    private static string DotnetPath() => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
