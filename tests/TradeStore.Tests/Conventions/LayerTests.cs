using System.Buffers;
using System.Reflection;
using ArchUnitNET.Loader;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Conventions;

/// <summary>The order of layers and folders is the one that ARCHITECTURE.md shows: each uses only what stands before it.</summary>
internal sealed class LayerTests
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create("+/<`[ (:");
    private static readonly Assembly[] Layers = [typeof(DuckDbSession).Assembly, typeof(TableStore).Assembly, typeof(Store).Assembly];
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md"));

    private static IEnumerable<string> Projects => Layers.Select(layer => layer.GetName().Name!);

    [Test]
    public void A_project_knows_only_those_below_it()
    {
        for (var i = 0; i < Layers.Length; i++)
        {
            var known = Layers[i].GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("TradeStore", StringComparison.Ordinal));
            Assert.That(known, Is.SubsetOf(Layers[..i].Select(l => l.GetName().Name)), Layers[i].GetName().Name);
        }
    }

    [TestCaseSource(nameof(Projects))]
    public void A_folder_uses_only_folders_that_stand_before_it(string project)
    {
        var folders = Folders(project);
        var uses = Uses(project);

        Assert.That(uses.SelectMany(u => new[] { u.From, u.To }).Distinct(StringComparer.Ordinal), Is.SubsetOf(folders), "ARCHITECTURE.md names each folder");
        Assert.That(folders, Is.Unique.And.SubsetOf(Layers.Single(l => l.GetName().Name == project).GetTypes().Select(t => t.Namespace)), "ARCHITECTURE.md names what is there");
        Assert.That(uses.Where(u => folders.IndexOf(u.From) < folders.IndexOf(u.To)).Select(u => u.ToString()).Distinct(StringComparer.Ordinal), Is.Empty);
    }

    // The table that follows the project's name: a row a folder, those that are used first.
    private static List<string> Folders(string project)
    {
        var start = Document.IndexOf($"**`src/{project}`**", StringComparison.Ordinal);
        Assert.That(start, Is.GreaterThan(0), project);
        var table = Document[Document.IndexOf("| folder |", start, StringComparison.Ordinal)..];
        return
        [
            .. table.Split('\n').TakeWhile(line => line.StartsWith('|')).Skip(2)
                .Select(row => row.Split('|')[1].Trim())
                .Select(folder => folder == "*(root)*" ? project : $"{project}.{folder.Trim('`').Replace('/', '.')}"),
        ];
    }

    private static List<(string From, string To, string Types)> Uses(string project)
    {
        var layer = Layers.Single(l => l.GetName().Name == project);

        // What the compiler is told (src/*.cs) stands in the namespaces of the framework, and in every layer.
        var types = layer.GetTypes().Where(t => t.Namespace?.StartsWith("TradeStore", StringComparison.Ordinal) == true).Select(t => Outer(t.FullName!)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. new ArchLoader().LoadAssemblies(layer).Build().Types
                .SelectMany(type => type.Dependencies.Select(d => (From: Outer(type.FullName), To: Outer(d.Target.FullName))))
                .Where(d => types.Contains(d.From) && types.Contains(d.To))
                .Select(d => (From: FolderOf(d.From), To: FolderOf(d.To), Types: $"{d.From} uses {d.To}"))
                .Where(d => d.From != d.To),
        ];
    }

    private static string FolderOf(string type) => type[..type.LastIndexOf('.')];

    // A nested type is its outer type's, and what is made of a generic type the type's.
    private static string Outer(string type) => type.AsSpan().IndexOfAny(NameEnds) is >= 0 and var end ? type[..end] : type;
}
