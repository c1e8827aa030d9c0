using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A caller's statement and what the engine's parser made of it: parsed once, for all who look into it.</summary>
internal sealed class ParsedStatement : IDisposable
{
    // The engine itself refuses expressions that are nested deeper than 1,000, of which each is a few levels of the tree.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 16_384 };
    private readonly JsonDocument _tree;

    private ParsedStatement(string sql, string select, JsonDocument tree)
    {
        Sql = sql;
        Select = select;
        _tree = tree;
        Tree = tree.RootElement.GetProperty("statements")[0].GetProperty("node");
    }

    /// <summary>Gets the statement as the caller wrote it.</summary>
    public string Sql { get; }

    /// <summary>Gets the SELECT: the statement, or what an EXPLAIN explains. It is the end of <see cref="Sql"/>.</summary>
    public string Select { get; }

    /// <summary>Gets the syntax tree of <see cref="Select"/>: a query node.</summary>
    public JsonElement Tree { get; }

    /// <summary>Parses a SELECT, explained or not.</summary>
    /// <exception cref="InvalidQueryException">It is no SELECT, or more than one, or the engine shows no tree of it.</exception>
    public static ParsedStatement Of(DuckDbSession session, string sql)
    {
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidQueryException("The statement has a NUL character in it, which would be its end to the engine.");
        }

        InvalidQueryException? refusal = null;
        foreach (var select in ExplainedStatement.Texts(sql).Prepend(sql))
        {
            var tree = Parse(session, select);
            if (Refusal(tree.RootElement) is not { } reason)
            {
                return new ParsedStatement(sql, select, tree);
            }

            tree.Dispose();
            refusal ??= reason;
        }

        throw refusal!;
    }

    public void Dispose() => _tree.Dispose();

    private static JsonDocument Parse(DuckDbSession session, string sql)
    {
        using var statement = session.Prepare("SELECT json_serialize_sql($1::VARCHAR)");
        statement.Bind(1, sql);
        using var result = statement.Execute();
        using var chunk = result.FetchChunk() ?? throw new InvalidOperationException("The engine returned no syntax tree.");
        try
        {
            return JsonDocument.Parse(chunk.GetVector(0).GetString(0), Deep);
        }
        catch (JsonException exception)
        {
            throw new InvalidQueryException("The statement is nested too deeply to be looked into.", exception);
        }
    }

    private static InvalidQueryException? Refusal(JsonElement root)
    {
        if (root.GetProperty("error").ValueKind == JsonValueKind.True)
        {
            return root.Is("error_type", "not implemented")
                ? new InvalidQueryException("Only one SELECT is run, or EXPLAIN of one without a comment before it: writes go through the repositories. A PIVOT names its values: PIVOT … ON … IN (…).")
                : new InvalidQueryException($"{root.GetProperty("error_message").GetString()}{(root.TryGetProperty("position", out var position) ? $" (at character {position.GetString()})" : "")}");
        }

        return root.GetProperty("statements").GetArrayLength() switch
        {
            1 => null,
            0 => new InvalidQueryException("There is no statement in the text."),
            var count => new InvalidQueryException(string.Create(CultureInfo.InvariantCulture, $"Only one statement is run, not {count}.")),
        };
    }
}

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

/// <summary>Looks into a syntax tree.</summary>
internal static class JsonNode
{
    /// <summary>Tells whether a node has a property with a text, whatever its case.</summary>
    public static bool Is(this JsonElement node, string property, string text) =>
        node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), text, StringComparison.OrdinalIgnoreCase);
}
