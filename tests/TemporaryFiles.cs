using System.Runtime.CompilerServices;

namespace TradeStore.TestFiles;

/// <summary>
/// Has the tests of this process put their files into memory, where the machine has a file system there with room, and into the system's temporary folder elsewhere.
/// <c>TRADESTORE_TEST_FOLDER</c> names another place.
/// </summary>
internal static class TemporaryFiles
{
    private const string Memory = "/dev/shm";
    private const string Prefix = "tradestore-tests-";
    private const long Room = 4L << 30;
    private const string Variable = "TMPDIR";
    private static FileStream? _lock;

    /// <summary>Gets the system's own temporary folder, for tests that are about a disk.</summary>
    public static string OnDisk { get; private set; } = Path.GetTempPath();

    // Before any test, and before the sources of their cases.
    [ModuleInitializer]
    internal static void Choose()
    {
        OnDisk = Path.GetTempPath();
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (Environment.GetEnvironmentVariable("TRADESTORE_TEST_FOLDER") is { Length: > 0 } folder)
        {
            Environment.SetEnvironmentVariable(Variable, folder);
        }
        else if (HasRoom())
        {
            UseMemory();
        }
    }

    private static bool HasRoom()
    {
        try
        {
            // What lies there counts as the machine's, or the container's, memory.
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= 2 * Room;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    // The lock goes with the process, however it ends: what it leaves behind is removed by the next one.
    private static void UseMemory()
    {
        try
        {
            Sweep();
            var folder = Path.Combine(Memory, $"{Prefix}{Guid.NewGuid():N}");
            _lock = new FileStream(folder + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            Directory.CreateDirectory(folder);
            Environment.SetEnvironmentVariable(Variable, folder);
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder, _lock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's rules, or a process that tidied up at the same moment: the disk will do.
        }
    }

    private static void Sweep()
    {
        foreach (var file in Directory.EnumerateFiles(Memory, $"{Prefix}*.lock"))
        {
            try
            {
                var taken = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                Remove(Path.ChangeExtension(file, null), taken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Its process is running.
            }
        }
    }

    private static void Remove(string folder, FileStream taken)
    {
        using (taken)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // For the next process to try.
                return;
            }

            File.Delete(taken.Name);
        }
    }
}
