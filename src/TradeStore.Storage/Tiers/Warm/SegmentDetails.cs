using System.Text.Json;
using System.Text.Json.Serialization;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>What the manifest keeps of a segment as JSON: what no query of the manifest's own selects by.</summary>
internal sealed record SegmentDetails
{
    public required int Columns { get; init; }

    public required int SchemaVersion { get; init; }

    /// <summary>Gets the cluster key in whose order the rows lie; <see langword="null"/> when they lie as they came.</summary>
    public string? Cluster { get; init; }

    public bool IsReduced { get; init; }

    public long WrittenAt { get; init; }

    public long? WarmUntil { get; init; }

    public string? Damage { get; init; }

    /// <summary>Gets the sum of the hashes of its rows; <see langword="null"/> while they are not counted.</summary>
    public string? ValueHash { get; init; }

    public long RawBytes { get; init; }

    public IReadOnlyList<string>? First { get; init; }

    public IReadOnlyList<string>? Last { get; init; }

    /// <summary>Gets the types of columns that have been widened since, by their names.</summary>
    public IReadOnlyDictionary<string, string>? Former { get; init; }

    public IReadOnlyList<IReadOnlyList<string>>? Heads { get; init; }

    /// <summary>Gets the SHA-256 of the file's footer.</summary>
    public string? Footer { get; init; }

    public static SegmentDetails Of(Segment segment) => new()
    {
        Columns = segment.ColumnCount,
        SchemaVersion = segment.SchemaVersion,
        Cluster = segment.IsClustered ? ClusterOf(segment.Table) : null,
        IsReduced = segment.IsReduced,
        WrittenAt = segment.WrittenAt,
        WarmUntil = segment.WarmUntil,
        Damage = segment.Damage,
        ValueHash = segment.Content?.ValueHash,
        RawBytes = segment.Content?.RawBytes ?? 0,
        First = segment.Content?.First,
        Last = segment.Content?.Last,
        Former = segment.Former.Count == 0 ? null : segment.Former,
        Heads = segment.Content?.Heads,
        Footer = segment.FooterSha256,
    };

    /// <summary>Returns a table's cluster key as one text: a later declaration may have another.</summary>
    public static string ClusterOf(TableSchema table) => string.Join(", ", table.ClusterKey.Select(c => table.Columns[c].Name));

    public static SegmentDetails Parse(string json) => JsonSerializer.Deserialize(json, SegmentDetailsJson.Default.SegmentDetails)!;

    public string ToJson() => JsonSerializer.Serialize(this, SegmentDetailsJson.Default.SegmentDetails);
}

/// <summary>Compiled, so that opening a store does not pay for reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SegmentDetails))]
internal sealed partial class SegmentDetailsJson : JsonSerializerContext;
