using System.Text.RegularExpressions;
using TradeStore.Errors;

namespace TradeStore.Reading.AdHoc;

/// <summary>
/// Functions of the engine that a SELECT can call although they do more than read: they write logs into a folder that the engine may write, or checkpoint, or run SQL that is put
/// together as a text and cannot be looked at before.
/// </summary>
internal static partial class RefusedFunctions
{
    /// <summary>Refuses a statement that calls one of them.</summary>
    /// <exception cref="InvalidQueryException">It does.</exception>
    public static void ThrowIfCalled(string sql)
    {
        if (Call.Match(sql) is { Success: true } call)
        {
            throw new InvalidQueryException($"The function {call.Groups["name"].Value} does more than read, and is not for callers' SQL.");
        }
    }

    // Between a function's name and its parenthesis there are but spaces, of which the engine knows some that .NET does not, and comments.
    [GeneratedRegex(@"(?<name>(enable|disable)_logging|truncate_duckdb_logs|force_checkpoint|json_execute_serialized_sql|write_log|\b(checkpoint|query|query_table))""?[\s\u200B\u2060\uFEFF]*(\(|/\*|--)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call { get; }
}
