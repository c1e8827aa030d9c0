using System.Text.RegularExpressions;

namespace TradeStore.Docs.Tests;

/// <summary>What no analyzer watches over.</summary>
public sealed partial class StyleTests
{
    private const int MostLines = 300;

    private static IEnumerable<string> Sources => Repository.Files(".cs");

    private static IEnumerable<string> Texts => Repository.Files(".cs", ".md", ".csproj", ".props", ".targets", ".json", ".sln", ".editorconfig");

    [Test]
    public void No_source_file_is_long() =>
        Assert.That(Sources.Select(s => (Path: s, Lines: Repository.Read(s).Count(c => c == '\n'))).Where(s => s.Lines > MostLines), Is.Empty);

    [Test]
    public void No_source_file_has_regions_or_notes_of_work_left_over() =>
        Assert.That(Sources.Where(s => LeftOver().IsMatch(Repository.Read(s))), Is.Empty);

    [Test]
    public void No_file_names_a_path_of_the_machine_it_was_written_on() =>
        Assert.That(Texts.Where(t => MachinePath().IsMatch(Repository.Read(t))), Is.Empty);

    [GeneratedRegex(@"^\s*#regi[o]n|//.*\b(TO[D]O|HAC[K]|FIXM[E]|XX[X])\b", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"(?<![\w.>)}])/(work|tmp|root|home|Users)/|\b[A-Z]:\\Users", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MachinePath();
}
