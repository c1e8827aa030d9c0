namespace TradeStore.Benchmarks.Data;

/// <summary>Real market data in LEAN's layout: where TRADESTORE_BENCH_LEAN says, or in <c>shared/data/lean</c> beside a folder above.</summary>
internal static class LeanData
{
    /// <summary>Returns the folder that holds <c>equity</c>; <see langword="null"/> when there is none.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder that is named is not there.</exception>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TRADESTORE_BENCH_LEAN") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"TRADESTORE_BENCH_LEAN names '{named}', which is not there.");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var lean = Path.Combine(folder.FullName, "shared", "data", "lean");
            if (Directory.Exists(lean))
            {
                return lean;
            }
        }

        return null;
    }
}
