using System.Globalization;
using TradeStore.Errors;
using TradeStore.Model;

namespace TradeStore.Opening;

/// <summary><c>store.lock</c>: held open for the life of the store, so that one process at a time has it, and says which.</summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StoreInUseException">Another process, or another store of this process, holds it.</exception>
    public static StoreLock Take(StoreFolder folder, TimeProvider clock)
    {
        FileStream file;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            var (processId, since) = ReadHolder(folder);
            throw new StoreInUseException(folder.Root, processId, since);
        }

        try
        {
            var text = $"{Environment.ProcessId} {clock.GetUtcMicroseconds():O}";
            File.WriteAllText(folder.HolderFile, text);
            return new StoreLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

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
