using System.Diagnostics;

namespace TradeStore.CrashTests;

/// <summary>A file system of a few megabytes in memory; the test is skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static SmallDisk Mount(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path))
        {
            Assert.Ignore("A small file system needs Linux and the right to mount.");
        }

        return new SmallDisk(path);
    }

    /// <summary>Writes a file that leaves so many bytes.</summary>
    public void Fill(string file, long leave)
    {
        using var stream = File.Create(file);
        var bytes = new byte[4096];
        for (var left = new DriveInfo(Path).AvailableFreeSpace - leave; left > 0; left -= bytes.Length)
        {
            stream.Write(bytes);
        }
    }

    public void Dispose() => Run("umount", "-l", Path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
