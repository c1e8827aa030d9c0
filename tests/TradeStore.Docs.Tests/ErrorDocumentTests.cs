using TradeStore.Storage.Errors;

namespace TradeStore.Docs.Tests;

public sealed class ErrorDocumentTests
{
    private static IEnumerable<TradeStoreErrorCode> Codes => Enum.GetValues<TradeStoreErrorCode>().Where(c => c != TradeStoreErrorCode.None);

    [TestCaseSource(nameof(Codes))]
    public void Each_error_has_its_heading_and_says_whether_it_is_transient(TradeStoreErrorCode code)
    {
        var sections = Repository.Read("docs/errors.md").Split("\n## ");
        var section = Array.Find(sections, s => s.StartsWith($"TS{(int)code} {code}\n", StringComparison.Ordinal));

        Assert.That(section, Is.Not.Null, $"a heading '## TS{(int)code} {code}'");
        var isTransient = new TradeStoreException(code, "").IsTransient;
        Assert.That(section, Does.Contain(isTransient ? "**Transient:** yes" : "**Transient:** no"));
    }

    [Test]
    public void No_error_is_documented_that_there_is_not()
    {
        var headings = Repository.Read("docs/errors.md").Split('\n').Where(l => l.StartsWith("## TS", StringComparison.Ordinal));

        Assert.That(headings, Is.EqualTo(Codes.Select(c => $"## TS{(int)c} {c}")));
    }
}
