namespace TradeStore.CrashTests;

/// <summary>A folder of a test's own, removed with it; kept when the test failed and <c>TRADESTORE_CRASH_KEEP</c> is set.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"tradestore-crash-{Guid.NewGuid():N}");

    /// <summary>Gets the path of a store within the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("TRADESTORE_CRASH_KEEP") is null)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
