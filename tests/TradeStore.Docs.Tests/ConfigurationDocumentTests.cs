using System.Reflection;
using TradeStore.Configuration;

namespace TradeStore.Docs.Tests;

public sealed class ConfigurationDocumentTests
{
    private static IEnumerable<TestCaseData> Options => OptionsOf(new StoreOptions(), "").Select(o => new TestCaseData(o.Name, o.Value).SetArgDisplayNames(o.Name));

    [TestCaseSource(nameof(Options))]
    public void Each_option_stands_in_the_document_with_its_default(string name, object value)
    {
        var row = Array.Find(Rows(), r => r[0] == $"`{name}`");

        Assert.That(row, Is.Not.Null, $"a row for `{name}`");
        Assert.That(row![1], Is.EqualTo(Text(name, value)));
    }

    [Test]
    public void No_option_is_documented_that_there_is_not() =>
        Assert.That(Rows().Select(r => r[0].Trim('`')), Is.EquivalentTo(OptionsOf(new StoreOptions(), "").Select(o => o.Name)));

    private static IEnumerable<(string Name, object Value)> OptionsOf(object options, string prefix) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(property => property.GetValue(options) is { } value && property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
                ? OptionsOf(value, $"{property.Name}.")
                : [(prefix + property.Name, property.GetValue(options)!)]);

    private static string[][] Rows() =>
        [.. Repository.Read("docs/configuration.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

    // Defaults that depend on the machine are described in words.
    private static string Text(string name, object value) => name switch
    {
        "Engine.MemoryLimit" => "8 GB or 60 % of the machine, the lower",
        "Engine.Threads" => "the number of cores",
        "TimeProvider" => "`TimeProvider.System`",
        "LoggerFactory" => "`NullLoggerFactory.Instance`",
        "MeterFactory" => "none",
        "Precision" => "what the store has; a new one is `Standard`",
        "Tables" or "Tiering.Tables" or "Tiering.QuietWindows" or "Tiering.Archive" => "none",
        "Tiering.FileRows" => $"{value:N0}",
        "Tiering.MinimumFreeFraction" => "0.05",
        "Diagnostics.StoreMetricsEvery" => "never (0)",
        _ => value switch
        {
            null => "never",
            TimeSpan time => Duration(time),
            long bytes => bytes % (1L << 30) == 0 ? $"{bytes >> 30} GB" : $"{bytes >> 20} MB",
            bool flag => flag ? "`true`" : "`false`",
            int number => $"{number:N0}",
            _ => $"`{value}`",
        },
    };

    private static string Duration(TimeSpan time) =>
        time.TotalDays >= 2 ? $"{time.TotalDays:0.#} days" : time.TotalHours >= 1 ? $"{time.TotalHours:0.#} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes:0.#} min" : time.TotalSeconds >= 1 ? $"{time.TotalSeconds:0.#} s" : $"{time.TotalMilliseconds:0.#} ms";
}
