namespace TradeStore.Benchmarks.Data;

/// <summary>A folder that goes with the measurement; made in TRADESTORE_BENCH_FOLDER where that is set, so that a given disk is measured.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        var root = Environment.GetEnvironmentVariable("TRADESTORE_BENCH_FOLDER") ?? System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(root, $"tradestore-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Makes a folder with a copy of another one, all of which is on the disk.</summary>
    /// <param name="folder">The folder of a store that nobody has open.</param>
    public static TempFolder CopyOf(string folder)
    {
        var copy = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = copy.File(System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
            using var handle = System.IO.File.OpenHandle(target, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }

        return copy;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
