using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Tables;

/// <summary>A table as the data model has it: read from <c>DataModel.txt</c>, which was written from the document, not from the code.</summary>
internal sealed record ExpectedTable(string Name, string Settings, IReadOnlyList<ExpectedColumn> Columns)
{
    public static IReadOnlyList<ExpectedTable> All { get; } = [.. Read()];

    public static ExpectedTable Named(string name) => All.Single(t => t.Name == name);

    private static IEnumerable<ExpectedTable> Read() =>
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "TradeStore.Tests", "Schema", "Tables", "DataModel.txt"))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(lines => !lines[0].StartsWith('#'))
            .Select(lines => new ExpectedTable(lines[0].Split(": ")[0], lines[0].Split(": ")[1], [.. lines[1..].Select(ExpectedColumn.Parse)]));
}
