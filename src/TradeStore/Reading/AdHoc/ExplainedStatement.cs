using System.Text.RegularExpressions;
using TradeStore.DuckDb.Engine;

namespace TradeStore.Reading.AdHoc;

/// <summary>The statement that an EXPLAIN explains: the engine runs it when it is told to ANALYZE, whatever it is.</summary>
internal static partial class ExplainedStatement
{
    /// <summary>Tells whether a statement that the engine takes for an EXPLAIN explains a SELECT.</summary>
    public static bool IsSelect(DuckDbSession session, string sql) =>
        Beginning.Match(sql) is { Success: true } beginning
        && (TypeOf(session, sql[beginning.Length..]) ?? TypeOf(session, WithoutOptions(sql[beginning.Length..]))) == DuckDbStatementType.Select;

    private static string WithoutOptions(string rest) => Options.Match(rest) is { Success: true } options ? rest[options.Length..] : "";

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
