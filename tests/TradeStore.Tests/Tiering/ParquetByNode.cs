using System.Diagnostics;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Reads Parquet files by a reader written in JavaScript; tests that need it are skipped where there is no Node.js.</summary>
internal static class ParquetByNode
{
    private static readonly string Sources = Path.Combine(Repository.Root, "tests", "TradeStore.Tests", "Tiering", "IndependentReader");
    private static readonly string Installed = Path.Combine(TestContext.CurrentContext.TestDirectory, "independent-reader");

    /// <summary>Installs what the lock file names, once for a build.</summary>
    public static async Task InstallAsync()
    {
        Directory.CreateDirectory(Installed);
        var isNew = false;
        foreach (var file in Directory.EnumerateFiles(Sources))
        {
            var target = Path.Combine(Installed, Path.GetFileName(file));
            isNew |= !File.Exists(target) || !(await File.ReadAllTextAsync(file)).Equals(await File.ReadAllTextAsync(target), StringComparison.Ordinal);
            File.Copy(file, target, overwrite: true);
        }

        if (isNew || !Directory.Exists(Path.Combine(Installed, "node_modules")))
        {
            await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--update-notifier=false");
        }
    }

    /// <summary>Returns what the reader prints of a file: a line about the file, and a line for each row.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string file) =>
        (await RunAsync("node", "read.mjs", file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Installed, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero, await error);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore($"'{program}' is not there: the independent reader needs Node.js.");
            throw;
        }
    }
}
