using System.Runtime.InteropServices;

namespace TradeStore.Storage.Files;

/// <summary>How full a disk is.</summary>
/// <param name="Free">The bytes that may be written yet.</param>
/// <param name="Total">The bytes of the disk; 0 when the system does not tell.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DiskSpace(long Free, long Total)
{
    /// <summary>Looks at the disk of a folder; <see langword="null"/> when the system does not tell.</summary>
    public static DiskSpace? Of(string folder)
    {
        try
        {
            var disk = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder);
            return new DiskSpace(disk.AvailableFreeSpace, disk.TotalSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not every file system says how full it is.
            return null;
        }
    }
}
