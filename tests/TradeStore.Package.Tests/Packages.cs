using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace TradeStore.Package.Tests;

/// <summary>The packages as <c>dotnet pack</c> makes them of what was built, once for all tests, under a version that no cache knows.</summary>
[SetUpFixture]
internal sealed class Packages
{
    /// <summary>Gets the ids of what is published.</summary>
    public static IReadOnlyList<string> Ids { get; } = ["TradeStore", "TradeStore.DuckDb", "TradeStore.Import", "TradeStore.Storage", "TradeStore.Testing"];

    /// <summary>Gets the version of all of them.</summary>
    public static string Version { get; } = $"{Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)}-test.{Guid.NewGuid():N}";

    /// <summary>Gets the folder that they lie in.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("tradestore-packages-").FullName;

    /// <summary>Gets the repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets the path of a package (<c>nupkg</c>) or of its symbols (<c>snupkg</c>).</summary>
    public static string PathOf(string id, string kind = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{kind}");

    /// <summary>Opens a package.</summary>
    public static ZipArchive Open(string id, string kind = "nupkg") => ZipFile.OpenRead(PathOf(id, kind));

    /// <summary>Reads what a package says of itself.</summary>
    public static XElement MetadataOf(string id)
    {
        using var package = Open(id);
        using var manifest = package.GetEntry($"{id}.nuspec")!.Open();
        var metadata = XDocument.Load(manifest).Root!;
        foreach (var element in metadata.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return metadata.Element("metadata")!;
    }

    [OneTimeSetUp]
    public async Task PackAsync() =>
        await Command.DotnetAsync(Root, CancellationToken.None, "pack", "-c", Configuration(), "--no-build", "-o", Folder, $"-p:PackageVersion={Version}", "-v", "q");

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        Directory.Delete(Folder, recursive: true);
        var cache = (await Command.DotnetAsync(Root, CancellationToken.None, "nuget", "locals", "global-packages", "--list")).Split("global-packages: ")[^1].Trim();
        foreach (var extracted in Ids.Select(id => Path.Combine(cache, id.ToLowerInvariant(), Version)).Where(Directory.Exists))
        {
            Directory.Delete(extracted, recursive: true);
        }
    }

    // These tests lie in bin/<configuration>/<framework>, and so does what they pack.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TradeStore.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("There is no TradeStore.sln above the tests.");
        }

        return folder.FullName;
    }
}
