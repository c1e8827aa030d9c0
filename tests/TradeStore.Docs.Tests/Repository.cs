namespace TradeStore.Docs.Tests;

/// <summary>The checked-out repository that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "bin", "obj", "TestResults", "artifacts", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = FindRoot(TestContext.CurrentContext.TestDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Returns the paths of the repository's files with one of the extensions, from its root and with <c>/</c>.</summary>
    public static IReadOnlyList<string> Files(params string[] extensions) =>
        [.. Walk(new DirectoryInfo(Root))
            .Where(file => extensions.Contains(file.Extension, StringComparer.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(f => !NotOurs.Contains(f.Name, StringComparer.Ordinal)).SelectMany(Walk));

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TradeStore.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above '{start}' holds TradeStore.sln.");
    }
}
