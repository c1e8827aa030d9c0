using System.Reflection;
using System.Xml.Linq;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;

namespace TradeStore.Tests.Configuration;

internal sealed class OptionSummaryTests
{
    private static readonly Assembly[] Layers = [typeof(StoreOptions).Assembly, typeof(StorageOptions).Assembly];

    private static readonly ILookup<string, string> Summaries = Layers
        .SelectMany(layer => XDocument.Load(Path.ChangeExtension(layer.Location, ".xml")).Descendants("member"))
        .ToLookup(m => m.Attribute("name")!.Value, m => m.Element("summary")?.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<PropertyInfo> Options => Layers.SelectMany(layer => layer.GetExportedTypes())
        .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal))
        .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(p => p.CanWrite && !p.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal));

    [TestCaseSource(nameof(Options))]
    public void Every_option_says_its_default_and_its_range(PropertyInfo option)
    {
        var name = $"P:{option.DeclaringType!.FullName}.{option.Name}";
        var summary = Summaries[name].Single();

        Assert.That(summary, Does.Contain("default").Or.Contain("the number of cores"), "the default");
        Assert.That(summary, Does.Match(@"\d.* to |<?c?>?\w+ or \w+|not null|not empty|anything"), "the range");
    }
}
