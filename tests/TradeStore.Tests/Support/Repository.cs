namespace TradeStore.Tests.Support;

/// <summary>The folder that the sources and documents of these tests lie in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TradeStore.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
