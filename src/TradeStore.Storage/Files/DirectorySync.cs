using System.Runtime.InteropServices;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Files;

/// <summary>Makes the names in a folder durable.</summary>
internal static class DirectorySync
{
    /// <summary>Flushes the folder itself; on Windows the file system does so on its own.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET opens no handle on a folder (File.OpenHandle refuses it).
        using var handle = UnixFile.Open(folder);
        if (handle.IsInvalid)
        {
            throw new IOException($"The folder '{folder}' cannot be opened to flush it: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        RandomAccess.FlushToDisk(handle);
    }
}
