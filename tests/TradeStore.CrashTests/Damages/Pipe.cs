using System.Diagnostics;

namespace TradeStore.CrashTests.Damages;

/// <summary>A named pipe: to open one waits for somebody at its other end.</summary>
internal static class Pipe
{
    public static void Make(string path)
    {
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.That(made.ExitCode, Is.Zero);
    }
}
