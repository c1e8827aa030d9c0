using System.Text.Json;
using TradeStore.DuckDb.Engine;
using TradeStore.Tiers.Warm;

namespace TradeStore.Reading.AdHoc;

/// <summary>What the engine's parser makes of a statement, as JSON.</summary>
internal static class SyntaxTree
{
    /// <summary>Returns the tree of a SELECT, explained or not; <see langword="null"/> of what the engine does not show one of.</summary>
    public static JsonDocument? Of(DuckDbSession session, string sql) =>
        Parse(session, sql) ?? ExplainedStatement.Texts(sql).Select(text => Parse(session, text)).FirstOrDefault(tree => tree is not null);

    private static JsonDocument? Parse(DuckDbSession session, string sql)
    {
        try
        {
            var json = session.QueryTexts($"SELECT json_serialize_sql({TableDefinitionSql.Literal(sql)})", columns: 1)[0][0];
            var tree = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1_000 });
            if (tree.RootElement.GetProperty("error").ValueKind == JsonValueKind.False)
            {
                return tree;
            }

            tree.Dispose();
        }
        catch (Exception exception) when (exception is DuckDbException { IsInterrupt: false } or JsonException)
        {
            // Too deep, or nothing that it can show: whoever runs the statement hears what is wrong with it.
        }

        return null;
    }
}
