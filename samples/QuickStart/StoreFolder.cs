namespace QuickStart;

/// <summary>Where the store lives: the folder asked for, or a temporary one that goes with the run.</summary>
internal sealed class StoreFolder : IDisposable
{
    private StoreFolder(string path, bool isTemporary)
    {
        Path = path;
        IsTemporary = isTemporary;
    }

    public string Path { get; }

    public bool IsTemporary { get; }

    public static StoreFolder For(string? path) => path is null
        ? new StoreFolder(Directory.CreateTempSubdirectory("tradestore-quickstart-").FullName, isTemporary: true)
        : new StoreFolder(path, isTemporary: false);

    /// <summary>Says what the store takes on disk.</summary>
    /// <param name="ticks">The number of ticks in it.</param>
    public string DescribeSize(long ticks)
    {
        var files = new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories).ToLookup(file => file.Directory?.Name == "journal", file => file.Length);
        var data = files[false].Sum();
        return $"On disk: [bold]{Megabytes(data)}[/] of data ({(double)data / ticks:N0} bytes a tick), and {Megabytes(files[true].Sum())} of journal, which is let go in time";
    }

    public void Dispose()
    {
        if (IsTemporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N1} MB";
}
