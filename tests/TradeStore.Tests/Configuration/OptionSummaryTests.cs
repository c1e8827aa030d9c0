using System.Reflection;
using System.Xml.Linq;
using TradeStore.Configuration;
using TradeStore.Storage.Configuration;

namespace TradeStore.Tests.Configuration;

internal sealed class OptionSummaryTests
{
    private static readonly XDocument Comments = XDocument.Load(Path.ChangeExtension(typeof(Store).Assembly.Location, ".xml"));

    private static IEnumerable<PropertyInfo> Options => typeof(StoreOptions).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == typeof(StoreOptions).Namespace && t.Name.EndsWith("Options", StringComparison.Ordinal))
        .SelectMany(t => t.GetProperties()).Where(p => p.CanWrite && !p.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal));

    [TestCaseSource(nameof(Options))]
    public void Every_option_says_its_default_and_its_range(PropertyInfo option)
    {
        var name = $"P:{option.DeclaringType!.FullName}.{option.Name}";
        var summary = Comments.Descendants("member").Single(m => m.Attribute("name")!.Value == name).Element("summary")!.Value;

        Assert.That(summary, Does.Contain("default").Or.Contain("the number of cores"), "the default");
        Assert.That(summary, Does.Match(@"\d.* to |<?c?>?\w+ or \w+|not null|not empty|anything"), "the range");
    }
}
