using System.Security.Cryptography;
using System.Text;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers.Warm;

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
