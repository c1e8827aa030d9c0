using System.Text.RegularExpressions;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Errors;

internal sealed partial class ErrorDocumentTests
{
    [Test]
    public void The_document_has_a_section_for_every_error_and_for_no_other()
    {
        var path = Path.Combine(Repository.Root, "docs", "errors.md");
        Assert.That(path, Does.Exist);

        var sections = Heading().Matches(File.ReadAllText(path)).Select(m => $"{m.Groups["number"].Value} {m.Groups["name"].Value}");

        var codes = Enum.GetValues<TradeStoreErrorCode>().Where(c => c != TradeStoreErrorCode.None).Select(c => $"{(int)c} {c}");
        Assert.That(sections, Is.EquivalentTo(codes));
    }

    [Test]
    public void Every_error_begins_with_its_number()
    {
        foreach (var code in Enum.GetValues<TradeStoreErrorCode>())
        {
            var error = new TradeStoreException(code, "What, where.");
            Assert.That(error.Message, Is.EqualTo($"TS{(int)code}: What, where."));
            Assert.That(error.Code, Is.EqualTo(code));
        }
    }

    [GeneratedRegex(@"^## TS(?<number>\d{4}) (?<name>\w+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
