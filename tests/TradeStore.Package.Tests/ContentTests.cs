using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace TradeStore.Package.Tests;

public sealed class ContentTests
{
    private static IEnumerable<string> Ids => Packages.Ids;

    [Test]
    public void There_are_these_packages_and_no_others() => Assert.That(
        Directory.EnumerateFiles(Packages.Folder).Select(Path.GetFileName),
        Is.EquivalentTo(Ids.SelectMany(id => new[] { Path.GetFileName(Packages.PathOf(id)), Path.GetFileName(Packages.PathOf(id, "snupkg")) })));

    [TestCaseSource(nameof(Ids))]
    public void A_package_says_what_it_is(string id)
    {
        var metadata = Packages.MetadataOf(id);
        string? Value(string name) => metadata.Element(name)?.Value;

        Assert.That(Value("id"), Is.EqualTo(id));
        Assert.That(Value("version"), Is.EqualTo(Packages.Version));
        Assert.That(Value("authors"), Is.EqualTo("The TradeStore authors"));
        Assert.That(metadata.Element("license")?.Attribute("type")?.Value, Is.EqualTo("expression"));
        Assert.That(Value("license"), Is.EqualTo("MIT"));
        Assert.That(Value("readme"), Is.EqualTo("README.md"));
        Assert.That(Value("icon"), Is.EqualTo("icon.png"));
        Assert.That(Value("tags"), Does.Contain("trading"));
        Assert.That(Value("description"), Has.Length.GreaterThan(50));
        Assert.That(Ids.Count(other => Packages.MetadataOf(other).Element("description")?.Value == Value("description")), Is.EqualTo(1), "a description of its own");
    }

    [TestCaseSource(nameof(Ids))]
    public void Packages_depend_on_each_other_in_their_own_version(string id)
    {
        var own = Packages.MetadataOf(id).Descendants("dependency").Where(d => d.Attribute("id")!.Value.StartsWith("TradeStore", StringComparison.Ordinal)).ToList();

        Assert.That(own.Select(d => d.Attribute("version")!.Value), Is.All.EqualTo(Packages.Version));
        Assert.That(own.Select(d => d.Attribute("id")!.Value), Is.EquivalentTo(id switch
        {
            "TradeStore.DuckDb" => [],
            "TradeStore.Storage" => ["TradeStore.DuckDb"],
            "TradeStore" => ["TradeStore.Storage"],
            _ => new[] { "TradeStore" },
        }));
    }

    [TestCaseSource(nameof(Ids))]
    public void A_package_holds_its_assembly_with_documentation_and_what_belongs_to_it(string id)
    {
        using var package = Packages.Open(id);

        Assert.That(
            package.Entries.Select(e => e.FullName).Where(n => !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal) && n != "[Content_Types].xml"),
            Is.EquivalentTo(new[] { $"{id}.nuspec", "README.md", "icon.png", "LICENSE", "THIRD-PARTY-NOTICES.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml" }));
        Assert.That(package.GetEntry($"lib/net10.0/{id}.xml")!.Length, Is.GreaterThan(1_000));
        TestContext.Out.WriteLine($"{id}: {new FileInfo(Packages.PathOf(id)).Length / 1024} KB, symbols {new FileInfo(Packages.PathOf(id, "snupkg")).Length / 1024} KB");
    }

    [TestCaseSource(nameof(Ids))]
    public void An_assembly_is_reproducible_and_its_symbols_are_those_of_the_package(string id)
    {
        using var assembly = new PEReader(Read(id, "nupkg", $"lib/net10.0/{id}.dll"));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(Read(id, "snupkg", $"lib/net10.0/{id}.pdb"));
        var entries = assembly.ReadDebugDirectory();

        Assert.That(entries.Select(e => e.Type), Does.Contain(DebugDirectoryEntryType.Reproducible));
        var codeView = assembly.ReadCodeViewDebugDirectoryData(entries.Single(e => e.Type == DebugDirectoryEntryType.CodeView));
        Assert.That(new Guid(symbols.GetMetadataReader().DebugMetadataHeader!.Id.AsSpan()[..16]), Is.EqualTo(codeView.Guid));
        Assert.That(symbols.GetMetadataReader().Documents, Is.Not.Empty);
    }

    /// <summary>What comes along with the packages is named, with its licence, in the notices that lie in each.</summary>
    [TestCaseSource(nameof(Ids))]
    public void The_notices_name_every_package_that_comes_along(string id)
    {
        using var package = Packages.Open(id);
        using var reader = new StreamReader(package.GetEntry("THIRD-PARTY-NOTICES.md")!.Open());
        var named = reader.ReadToEnd().Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).SelectMany(l => l.Split('|')[1].Split(',')).Select(n => n.Trim()).ToHashSet();

        Assert.That(Dependencies(id).Where(d => !named.Contains(d) && !(d.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && named.Contains(@"Microsoft.Extensions.\*"))), Is.Empty);
    }

    private static List<string> Dependencies(string id)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Packages.Root, "src", id, "obj", "project.assets.json")));
        return assets.RootElement.GetProperty("targets").GetProperty("net10.0").EnumerateObject()
            .Where(t => t.Value.GetProperty("type").GetString() == "package" && t.Value.TryGetProperty("runtime", out _))
            .Select(t => t.Name.Split('/')[0])
            .ToList();
    }

    private static MemoryStream Read(string id, string kind, string entry)
    {
        using var package = Packages.Open(id, kind);
        using var content = package.GetEntry(entry)!.Open();
        var copy = new MemoryStream();
        content.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
