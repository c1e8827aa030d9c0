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

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
