using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TradeStore.Model;

/// <summary>
/// Which rows a range held: equal rows give an equal <see cref="Hash"/>, wherever they lie and however they came, and rows that differ give
/// another one. <c>docs/backtests.md</c> says what is hashed.
/// </summary>
public sealed record DataFingerprint
{
    /// <summary>Gets the name of the hash that the rows were hashed by: <c>XXH128</c>. Fingerprints of another one say nothing about each other.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Gets the tables, by their SQL names, in order.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Gets the symbols, in order; empty for all.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Gets the first time (UTC), included.</summary>
    public required DateTime From { get; init; }

    /// <summary>Gets the end (UTC), excluded.</summary>
    public required DateTime To { get; init; }

    /// <summary>Gets the partitions that held rows, by table and time.</summary>
    public required IReadOnlyList<DataPart> Parts { get; init; }

    /// <summary>Gets the number of rows in all.</summary>
    public long Rows => Parts.Sum(p => p.Rows);

    /// <summary>Gets the SHA-256 over the parts, as 64 hexadecimal digits.</summary>
    public string Hash => PartList.Hash(Algorithm, Parts);

    /// <summary>Names the partitions in which two fingerprints differ, by table and time; none when their hashes are equal.</summary>
    /// <param name="before">The first one.</param>
    /// <param name="after">The second one.</param>
    /// <exception cref="ArgumentException">They cannot be compared: their rows were hashed by different algorithms.</exception>
    public static IReadOnlyList<DataDifference> Compare(DataFingerprint before, DataFingerprint after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ThrowIfNotComparable(before, after.Algorithm, nameof(before));
        return PartList.Compare(before.Parts, after.Parts);
    }

    /// <summary>Reads a fingerprint that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is no fingerprint; the error says what is wrong.</exception>
    public static DataFingerprint Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var read = JsonSerializer.Deserialize(json, FingerprintJson.Default.DataFingerprint) ?? throw new FormatException("The text is no fingerprint of data: it is null.");
            return read.Parts.Contains(null!) || read.Parts.DistinctBy(p => (p.Table, p.Partition)).Count() < read.Parts.Count
                ? throw new FormatException("The text is no fingerprint of data: a part is null or comes twice.")
                : read;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The text is no fingerprint of data: {exception.Message}", exception);
        }
    }

    /// <summary>Returns the fingerprint as JSON, for <see cref="Backtest.DataFingerprint"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FingerprintJson.Default.DataFingerprint);

    internal static void ThrowIfNotComparable(DataFingerprint fingerprint, string algorithm, string parameter)
    {
        if (!string.Equals(fingerprint.Algorithm, algorithm, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The fingerprints cannot be compared: the rows of one were hashed by {fingerprint.Algorithm}, and those of the other by {algorithm}. That says nothing about whether the data is the same.", parameter);
        }
    }
}

/// <summary>What was read of one partition: how many rows, and a hash of what they say.</summary>
/// <param name="Table">The table, by its SQL name.</param>
/// <param name="Partition">The partition: a UTC day (<c>20240305</c>) or month (<c>202403</c>).</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="ContentHash">The hash of the rows, whatever their order: 32 hexadecimal digits. <c>docs/backtests.md</c> describes it.</param>
/// <param name="Segments">The numbers of the segments in which the rows lay then. They say nothing about the rows: rows move from segment to segment.</param>
public sealed record DataPart(string Table, string Partition, long Rows, string ContentHash, IReadOnlyList<long> Segments);

/// <summary>A partition in which two fingerprints differ.</summary>
/// <param name="Table">The table, by its SQL name.</param>
/// <param name="Partition">The partition: a UTC day or month.</param>
/// <param name="Before">What the first fingerprint has; <see langword="null"/> when it read no row there.</param>
/// <param name="After">What the second one has; <see langword="null"/> when it read no row there.</param>
public sealed record DataDifference(string Table, string Partition, DataPart? Before, DataPart? After);

/// <summary>Fingerprints as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DataFingerprint))]
internal sealed partial class FingerprintJson : JsonSerializerContext;

/// <summary>The parts of a fingerprint as one hash, and two lists of them side by side.</summary>
internal static class PartList
{
    private const string Title = "TradeStore data fingerprint 1 ";

    /// <summary>Returns the SHA-256 of a line for each part, in the order of table and partition, behind one that names the algorithm of their hashes.</summary>
    public static string Hash(string algorithm, IEnumerable<DataPart> parts)
    {
        var text = new StringBuilder(Title).Append(algorithm).Append('\n');
        foreach (var part in parts.OrderBy(p => p.Table, StringComparer.Ordinal).ThenBy(p => p.Partition, StringComparer.Ordinal))
        {
            text.Append(part.Table).Append(' ').Append(part.Partition).Append(' ').Append(part.Rows).Append(' ').Append(part.ContentHash).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Returns the partitions whose rows differ.</summary>
    public static IReadOnlyList<DataDifference> Compare(IEnumerable<DataPart> before, IEnumerable<DataPart> after)
    {
        var first = before.ToDictionary(p => (p.Table, p.Partition));
        var second = after.ToDictionary(p => (p.Table, p.Partition));
        return
        [
            .. first.Keys.Union(second.Keys)
                .Select(key => new DataDifference(key.Table, key.Partition, first.GetValueOrDefault(key), second.GetValueOrDefault(key)))
                .Where(d => (d.Before?.Rows, d.Before?.ContentHash) != (d.After?.Rows, d.After?.ContentHash))
                .OrderBy(d => d.Table, StringComparer.Ordinal).ThenBy(d => d.Partition, StringComparer.Ordinal),
        ];
    }
}
