using System.Text.RegularExpressions;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>The statement that an EXPLAIN explains: the engine runs it when it is told to ANALYZE, whatever it is.</summary>
internal static partial class ExplainedStatement
{
    /// <summary>Returns what an EXPLAIN may explain: the rest of it, with and without the options that it may begin with.</summary>
    public static IEnumerable<string> Texts(string sql)
    {
        if (Beginning.Match(sql) is not { Success: true } beginning)
        {
            yield break;
        }

        var rest = sql[beginning.Length..];
        yield return rest;
        if (Options.Match(rest) is { Success: true } options)
        {
            yield return rest[options.Length..];
        }
    }

    // No comments: how the engine reads them is not to be guessed here.
    [GeneratedRegex(@"^[ \t\r\n]*EXPLAIN\b[ \t\r\n]*(ANALYZE\b)?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginning { get; }

    [GeneratedRegex(@"^[ \t\r\n]*\([\w\s,']*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Options { get; }
}
