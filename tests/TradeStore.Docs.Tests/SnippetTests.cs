using TradeStore.Model;

namespace TradeStore.Docs.Tests;

public sealed class SnippetTests
{
    private static readonly string[] Sources =
    [
        "tests/TradeStore.Docs.Tests/Snippets.cs",
        "tests/TradeStore.Docs.Tests/BatchSnippets.cs",
        "tests/TradeStore.Docs.Tests/FakeSnippets.cs",
        "tests/TradeStore.Docs.Tests/ConnectionSnippets.cs",
        "tests/TradeStore.Docs.Tests/QuerySnippets.cs",
        "tests/TradeStore.Docs.Tests/TypedQuerySnippets.cs",
        "tests/TradeStore.Docs.Tests/ResearchSnippets.cs",
        "tests/TradeStore.Docs.Tests/SymbolVolume.cs",
        "tests/TradeStore.Docs.Tests/TestingSnippets.cs",
        "tests/TradeStore.Docs.Tests/TickSnippets.cs",
        "tests/TradeStore.Docs.Tests/TieringSnippets.cs",
        "tests/TradeStore.Docs.Tests/TradingSnippets.cs",
        "tests/TradeStore.Docs.Tests/VerificationSnippets.cs",
        "tests/TradeStore.Package.Tests/Consumer/Program.cs",
        "samples/OwnTable/FundingRate.cs",
        "samples/OwnTable/FundingRateRepository.cs",
        "samples/OwnTable/FundingRateTable.cs",
        "samples/OwnTable/Program.cs",
        "samples/OwnTable/Questions.cs",
    ];

    private static IEnumerable<string> Documents => Repository.Files(".md");

    [TestCaseSource(nameof(Documents))]
    public void Each_snippet_stands_word_for_word_in_code_that_is_compiled(string document)
    {
        var compiled = string.Concat(Sources.Select(s => Flat(Repository.Read(s).Split('\n'))));
        foreach (var snippet in SnippetsOf(document))
        {
            var usings = snippet.Where(IsUsing).ToList();
            Assert.That(usings.Where(u => !compiled.Contains(Flat([u]), StringComparison.Ordinal)), Is.Empty, "usings that no source has");
            Assert.That(compiled, Does.Contain(Flat(snippet.SkipWhile(l => IsUsing(l) || string.IsNullOrWhiteSpace(l)))), $"a snippet of {document}");
        }
    }

    [Test]
    public void The_readme_has_its_snippets() => Assert.That(SnippetsOf("README.md").Count(), Is.GreaterThanOrEqualTo(4));

    [Test]
    public async Task The_example_of_the_readme_does_what_it_says()
    {
        var folder = Directory.CreateTempSubdirectory("tradestore-docs-");
        try
        {
            var (quote, today, turnover, volumes) = await Snippets.ReadmeAsync(folder.FullName);

            Assert.That(quote?.AskPrice, Is.EqualTo(187.13m));
            Assert.That(today, Is.EqualTo(2));
            Assert.That(turnover, Is.EqualTo(18_713m));
            Assert.That(volumes, Is.EqualTo(new[] { new SymbolVolume("AAPL", 100) }));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task The_trading_of_the_readme_does_what_it_says()
    {
        await using var store = await Store.OpenTemporaryAsync();

        var (order, recorded, filled) = await TradingSnippets.ReadmeAsync(store);

        Assert.That(recorded.Position?.UnrealizedPnl, Is.EqualTo(28m));
        Assert.That(recorded.Position?.Quantity, Is.EqualTo(100m));
        Assert.That(filled.Select(o => (o.OrderId, o.Status)), Is.EqualTo(new[] { (order.OrderId, OrderStatus.Filled) }));
    }

    [Test]
    public async Task The_typed_queries_do_what_they_say()
    {
        var day = new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Utc);
        await using var store = await Store.OpenTemporaryAsync();
        var bar = new Bar { Timestamp = day.AddHours(14), Exchange = "NASDAQ", Symbol = "AAPL", Timeframe = Timeframe.OneMinute, Open = 100, High = 103, Low = 100, Close = 101 };
        await store.Bars.AppendAsync([bar, bar with { Symbol = "MSFT", High = 101 }, bar with { Symbol = "GOOG", High = 105 }]);
        var tick = new Tick { Timestamp = day.AddHours(14), Exchange = "NASDAQ", Symbol = "AAPL", SequenceNumber = 1, LastPrice = 100, LastSize = 100 };
        await store.Ticks.AppendAsync([tick, tick with { SequenceNumber = 2, LastPrice = 104, LastSize = 300 }, tick with { SequenceNumber = 3, Symbol = "MSFT", LastSize = 10 }]);

        var (wide, volumes, turnover) = await TypedQuerySnippets.RunAsync(store, day);

        Assert.That(wide, Is.EqualTo(new[] { "GOOG 5", "AAPL 3" }));
        Assert.That(volumes, Is.EqualTo(new[] { "AAPL 2 400 103", "MSFT 1 10 100" }));
        Assert.That(turnover, Is.EqualTo(41_200m));
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(';');

    // Indentation is the one thing that differs between a snippet and the method it was taken from.
    private static string Flat(IEnumerable<string> lines) => string.Concat(lines.Select(l => l.Trim()).Where(l => l.Length > 0).Select(l => l + "\n"));

    private static IEnumerable<List<string>> SnippetsOf(string document)
    {
        List<string>? snippet = null;
        foreach (var line in Repository.Read(document).Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (snippet is null)
            {
                snippet = line == "```csharp" ? [] : null;
            }
            else if (line == "```")
            {
                yield return snippet;
                snippet = null;
            }
            else
            {
                snippet.Add(line);
            }
        }
    }
}
