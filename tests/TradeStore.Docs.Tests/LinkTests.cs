using System.Text.RegularExpressions;

namespace TradeStore.Docs.Tests;

public sealed partial class LinkTests
{
    private static IEnumerable<string> Documents => Repository.Files(".md");

    [TestCaseSource(nameof(Documents))]
    public void Each_link_leads_to_a_file_and_heading_that_are_there(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var broken = Link().Matches(Repository.Read(document))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !IsThere(document, folder, target));

        Assert.That(broken, Is.Empty);
    }

    private static bool IsThere(string document, string folder, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? Path.Combine(Repository.Root, document) : Path.Combine(folder, parts[0]);
        return (File.Exists(path) || Directory.Exists(path)) && (parts.Length == 1 || Anchors(path).Contains(parts[1], StringComparer.Ordinal));
    }

    private static IEnumerable<string> Anchors(string path) => File.ReadLines(path)
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("[^a-z0-9 _-]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotInAnchor();
}
