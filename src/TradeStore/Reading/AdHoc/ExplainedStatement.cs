using System.Text.RegularExpressions;
using TradeStore.DuckDb.Engine;

namespace TradeStore.Reading.AdHoc;

/// <summary>The statement that an EXPLAIN explains: the engine runs it when it is told to ANALYZE, whatever it is.</summary>
internal static partial class ExplainedStatement
{
    /// <summary>Tells whether a statement that the engine takes for an EXPLAIN explains a SELECT.</summary>
    public static bool IsSelect(DuckDbSession session, string sql) => Texts(sql).Select(text => TypeOf(session, text)).FirstOrDefault(type => type is not null) == DuckDbStatementType.Select;

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

    private static DuckDbStatementType? TypeOf(DuckDbSession session, string sql)
    {
        try
        {
            using var statement = session.Prepare(sql);
            return statement.Type;
        }
        catch (DuckDbException)
        {
            return null;
        }
    }

    // No comments: how the engine reads them is not to be guessed here.
    [GeneratedRegex(@"^[ \t\r\n]*EXPLAIN\b[ \t\r\n]*(ANALYZE\b)?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginning { get; }

    [GeneratedRegex(@"^[ \t\r\n]*\([\w\s,']*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Options { get; }
}
