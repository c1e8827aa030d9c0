using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TradeStore.Package.Tests;

/// <summary>A program that is run to its end, as a user would in a terminal.</summary>
internal static class Command
{
    // What the build that runs these tests has set for itself: another build must not take it over.
    private static readonly string[] Inherited = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "VSTEST_CONNECTION_TIMEOUT"];

    /// <summary>Runs the .NET SDK, and returns what it printed.</summary>
    public static Task<string> DotnetAsync(string folder, CancellationToken cancellationToken, params string[] arguments) => RunAsync(
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")), folder, cancellationToken, arguments);

    /// <summary>Runs a program, and returns what it printed; a bad end fails the test with it.</summary>
    public static async Task<string> RunAsync(string program, string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in Inherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var printed = await output + await errors;
            Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}\n{printed}");
            return printed;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
