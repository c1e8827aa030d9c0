using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TradeStore.CrashTests.Worker;

namespace TradeStore.CrashTests;

/// <summary>A worker in a process of its own, and what it has reported.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _refused = [];

    private WorkerProcess(Process process) => _process = process;

    public int ProcessId => _process.Id;

    /// <summary>Gets the batches it said were acknowledged, in the order of its words.</summary>
    public List<BatchId> Acknowledged { get; } = [];

    /// <summary>Gets the days that are to be removed of which it said that they were acknowledged.</summary>
    public List<int> Days { get; } = [];

    /// <summary>Gets the trading calls it began, in the order of its words.</summary>
    public List<TradingCall> Calls { get; } = [];

    /// <summary>Gets the ids of the calls it said were acknowledged.</summary>
    public HashSet<string> AcknowledgedCalls { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the last of its words that is no batch: opening, open, closing, closed.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>Runs a worker until <paramref name="isTime"/> says to kill it, or it ends by itself.</summary>
    public static WorkerProcess Run(WorkerArguments arguments, Func<WorkerProcess, bool> isTime)
    {
        var worker = new WorkerProcess(Start(arguments));
        var output = worker._process.StandardOutput;
        while (output.ReadLine() is { } line)
        {
            worker.Hear(line);
            if (isTime(worker))
            {
                worker._process.Kill();
                isTime = _ => false;
            }
        }

        worker._process.WaitForExit();
        Assert.That(worker._refused, Is.Empty, "It is to die as it is told, and of nothing else.");
        return worker;
    }

    public void Dispose() => _process.Dispose();

    private void Hear(string line)
    {
        switch (line[0])
        {
            case '{':
                Calls.Add(TradingCall.Parse(line));
                break;
            case '=':
                AcknowledgedCalls.Add(line[1..]);
                break;
            case '-':
                Days.Add(int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture));
                break;
            case '!':
                _refused.Add(line);
                break;
            case >= '0' and <= '9':
                Acknowledged.Add(new BatchId(int.Parse(line, CultureInfo.InvariantCulture)));
                break;
            default:
                Phase = line;
                break;
        }
    }

    private static Process Start(WorkerArguments arguments)
    {
        var start = new ProcessStartInfo(DotnetPath(), [Path.Combine(AppContext.BaseDirectory, "TradeStore.CrashTests.Worker.dll"), .. arguments.Format()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var process = Process.Start(start)!;

        // Whatever it says when it dies must not fill the pipe.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static string DotnetPath() => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
