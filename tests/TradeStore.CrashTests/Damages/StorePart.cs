namespace TradeStore.CrashTests.Damages;

/// <summary>A part of a store on disk that can be damaged by itself.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Files">Returns its files in a folder, oldest first.</param>
/// <param name="Choose">Chooses the one that is hit.</param>
internal sealed record StorePart(string Name, Func<string, IEnumerable<string>> Files, Func<IReadOnlyList<string>, Random, int> Choose)
{
    public static IReadOnlyList<StorePart> All { get; } =
    [
        new("database", root => Existing(root, "store.duckdb"), (_, _) => 0),
        new("engine log", root => Existing(root, "store.duckdb.wal"), (_, _) => 0),
        new("mark", root => Existing(root, "store.mark"), (_, _) => 0),
        new("first journal file", Segments, (_, _) => 0),
        new("inner journal file", Segments, (files, random) => files.Count > 2 ? random.Next(1, files.Count - 1) : 0),
        new("last journal file", Segments, (files, _) => files.Count - 1),
        new("cold file", ColdFiles, (files, random) => random.Next(files.Count)),
    ];

    /// <summary>Returns the file that is hit; null when the folder has none.</summary>
    public string? Find(string root, Random random)
    {
        var files = Files(root).ToList();
        return files.Count == 0 ? null : files[Choose(files, random)];
    }

    private static IEnumerable<string> Existing(string root, string name) => File.Exists(Path.Combine(root, name)) ? [Path.Combine(root, name)] : [];

    private static IEnumerable<string> Segments(string root) => FileTree.Files(Path.Combine(root, "journal")).Where(f => f.EndsWith(".log", StringComparison.Ordinal));

    private static IEnumerable<string> ColdFiles(string root) => FileTree.Files(Path.Combine(root, "cold"));
}
