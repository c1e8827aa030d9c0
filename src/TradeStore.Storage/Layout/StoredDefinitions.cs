using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Layout;

/// <summary>What <c>_tables</c> holds. Reading it changes nothing.</summary>
internal static class StoredDefinitions
{
    /// <summary>Reads every definition, by the table's name.</summary>
    /// <exception cref="StoreCorruptException">A definition is damaged.</exception>
    public static IReadOnlyList<StoredDefinition> Read(DuckDbSession session) =>
    [
        .. session.QueryTexts("SELECT name, definition, sha256, CAST(is_changing AS VARCHAR) FROM _tables ORDER BY name", columns: 4)
            .Select(row => Read(row[0], row[1], row[2], isChanging: string.Equals(row[3], "true", StringComparison.Ordinal))),
    ];

    /// <summary>Returns the SHA-256 of a definition in lower-case hexadecimal.</summary>
    public static string Sha256(string definition) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition)));

    private static StoredDefinition Read(string name, string text, string sha256, bool isChanging)
    {
        if (!string.Equals(sha256, Sha256(text), StringComparison.Ordinal))
        {
            throw new StoreCorruptException($"The definition of '{name}' in _tables does not have the hash that stands beside it.", [$"_tables: '{name}' is damaged."]);
        }

        return new StoredDefinition(name, text, isChanging);
    }
}

/// <summary>A row of <c>_tables</c>.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Text">The definition as it is kept.</param>
/// <param name="IsChanging">Whether a crash may have come before every physical table had the columns of the definition.</param>
internal sealed record StoredDefinition(string Name, string Text, bool IsChanging)
{
    private StoredTable? _table;

    /// <summary>Gets the table; made at the first use, since most definitions are just what is declared.</summary>
    /// <exception cref="TradeStoreException">The definition was written by a newer version (<see cref="TradeStoreErrorCode.StoreTooNew"/>).</exception>
    public StoredTable Table => _table ??= Read();

    private StoredTable Read()
    {
        try
        {
            return TableDefinitionJson.Read(Text);
        }
        catch (FormatException exception)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.StoreTooNew, $"The store holds a table '{Name}' that a newer version of TradeStore declared. {exception.Message} Nothing was changed.", exception);
        }
    }
}

/// <summary>
/// A table as the store remembers its declaration: enough to replay, move and read its rows when the program that opens the store does
/// not declare it. Rules for values are not kept: what is journalled has passed them.
/// </summary>
internal sealed class StoredTable(TableSettings settings, IReadOnlyList<ColumnDefinition> columns) : TableSchema(settings, columns);

/// <summary>
/// The types that columns had when a segment was written, where they have others since: a file keeps them, and what was counted of a segment was counted
/// by them.
/// </summary>
internal static class SegmentTypes
{
    /// <summary>Gets the member of a segment's details.</summary>
    public const string Member = "former";

    /// <summary>Returns the statement that notes what columns were with every segment of a table that is counted or a file; of a column that was widened before, the first type stays.</summary>
    public static IEnumerable<string> Note(TableSchema table, IReadOnlyList<ColumnDefinition> former)
    {
        if (former.Count == 0 || table.Kind == TableKind.State)
        {
            yield break;
        }

        var types = new JsonObject { [Member] = new JsonObject(former.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Name, c.SqlType))) }.ToJsonString();
        yield return $"UPDATE _segments SET details = json_merge_patch({TableDefinitionSql.Literal(types)}, details) "
            + $"WHERE table_name = {TableDefinitionSql.Literal(table.Name)} AND (tier = 'cold' OR json_exists(details, '$.valueHash'));";
    }
}
