using System.Text.Json;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>Looks into a syntax tree.</summary>
internal static class JsonNode
{
    /// <summary>Tells whether a node has a property with a text, whatever its case.</summary>
    public static bool Is(this JsonElement node, string property, string text) =>
        node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String && string.Equals(value.GetString(), text, StringComparison.OrdinalIgnoreCase);
}
