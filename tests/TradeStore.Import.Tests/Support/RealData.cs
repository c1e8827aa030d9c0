namespace TradeStore.Import.Tests.Support;

/// <summary>Finds LEAN's sample data: it is not part of the repository, so its tests are left out where it is absent.</summary>
internal static class RealData
{
    private const string Variable = "TRADESTORE_LEAN_DATA";

    public static string FolderOrIgnore()
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : FindAbove(TestContext.CurrentContext.TestDirectory);
        if (folder is null || !Directory.Exists(folder))
        {
            Assert.Ignore($"LEAN's sample data is not here; set {Variable} to its folder.");
        }

        return folder!;
    }

    private static string? FindAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "lean");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
