using System.Globalization;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm.Blocks;

namespace TradeStore.Storage.Opening;

/// <summary><c>store.lock</c>: held open for the life of the store, so that one process at a time has it, and says which.</summary>
internal sealed class StoreLock : IDisposable
{
    // The system's lock goes with the file, which somebody may delete. And what a second opening within the process looked at of the database file, and closed
    // again, would take the engine's own lock from it.
    private static readonly HashSet<string> Held = new(StringComparer.Ordinal);
    private readonly FileStream _file;
    private readonly string _path;

    private StoreLock(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoreInUseException">Another process, or another store of this process, holds it.</exception>
    public static StoreLock Take(StoreFolder folder, TimeProvider clock)
    {
        var path = Resolve(folder.Root);
        lock (Held)
        {
            if (!Held.Add(path))
            {
                throw InUse(folder);
            }
        }

        FileStream? file = null;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (!EngineFile.IsHeld(folder.Database))
            {
                File.WriteAllText(folder.HolderFile, $"{Environment.ProcessId} {clock.GetUtcMicroseconds():O}");
            }

            return new StoreLock(file, path);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            Forget(path);
            if (file is null && exception is IOException held && IsHeld(held))
            {
                throw InUse(folder);
            }

            throw;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        Forget(_path);
    }

    private static void Forget(string path)
    {
        lock (Held)
        {
            Held.Remove(path);
        }
    }

    private static StoreInUseException InUse(StoreFolder folder)
    {
        var (processId, since) = ReadHolder(folder);
        return new StoreInUseException(folder.Root, processId, since);
    }

    // One folder has one name here, by whichever links it is reached.
    private static string Resolve(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var resolved = Path.Combine(Resolve(parent), Path.GetFileName(path));
        return new DirectoryInfo(resolved).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolve(target.FullName) : resolved;
    }

    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing and lock violations; any other error is not about a holder.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static (int? ProcessId, DateTimeOffset? Since) ReadHolder(StoreFolder folder)
    {
        try
        {
            var parts = File.ReadAllText(folder.HolderFile).Split(' ');
            return (int.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or FormatException or IndexOutOfRangeException or UnauthorizedAccessException)
        {
            return (null, null);
        }
    }
}
