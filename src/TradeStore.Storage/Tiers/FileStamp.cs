namespace TradeStore.Storage.Tiers;

/// <summary>What tells, without a file being opened, whether it was changed.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="WrittenAt">When it was last changed.</param>
internal sealed record FileStamp(long Length, DateTime WrittenAt)
{
    /// <summary>Returns the stamp of a file; <see langword="null"/> when there is none, or a link.</summary>
    public static FileStamp? Of(string path)
    {
        // One question to the system. What a link leads to may change without the link.
        var file = new FileInfo(path);
        return file.Exists && !file.Attributes.HasFlag(FileAttributes.ReparsePoint) ? new FileStamp(file.Length, file.LastWriteTimeUtc) : null;
    }
}
