using System.Diagnostics;
using System.Globalization;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Opening;

/// <summary>
/// A folder for a store that is not to outlive its process, named by the process. What killed processes left is removed when another one
/// is made.
/// </summary>
internal sealed class VanishingFolder : IDisposable
{
    private const string Prefix = "tradestore-vanishing-";

    // A process that a container hides cannot be seen; it is given the time to take the lock of a folder that it has just made.
    private static readonly TimeSpan Untouchable = TimeSpan.FromMinutes(1);

    private VanishingFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Makes a folder, after removing what others left behind.</summary>
    /// <param name="parent">Where; the system's folder for temporary files unless a test says otherwise.</param>
    /// <exception cref="TradeStoreException">No folder can be made (<see cref="TradeStoreErrorCode.StoreInaccessible"/>).</exception>
    public static VanishingFolder Create(string? parent = null)
    {
        parent ??= System.IO.Path.GetTempPath();
        var path = System.IO.Path.Combine(parent, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        try
        {
            Sweep(parent);
            Directory.CreateDirectory(path);
            return new VanishingFolder(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TradeStoreException(TradeStoreErrorCode.StoreInaccessible, $"No temporary folder '{path}' could be made: {exception.Message}", exception);
        }
    }

    /// <summary>Removes the folder. What cannot be removed now is removed by a later process.</summary>
    public void Dispose() => TryDelete(Path);

    private static void Sweep(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, Prefix + "*").Where(IsLeftOver))
        {
            TryDelete(folder);
        }
    }

    private static bool IsLeftOver(string folder)
    {
        var parts = System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && Guid.TryParseExact(parts[1], "N", out _)
            && IsVanishing(folder)
            && !IsRunning(process)
            && TimeProvider.System.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(folder) > Untouchable
            && IsUnlocked(new StoreFolder(folder).LockFile);
    }

    // A folder, not a link to one, in which a store was begun, or in which there is nothing yet.
    private static bool IsVanishing(string folder) => new DirectoryInfo(folder).LinkTarget is null
        && (File.Exists(new StoreFolder(folder).LockFile) || !Directory.EnumerateFileSystemEntries(folder).Any());

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // A process with a number that means nothing here, in another container for one, holds the lock as any other does.
    private static bool IsUnlocked(string file)
    {
        try
        {
            using var taken = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone already, another user's, or still in use where that hinders: it is for the next process to try.
        }
    }
}
