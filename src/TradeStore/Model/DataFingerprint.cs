using System.Text.Json;
using TradeStore.Fingerprints;

namespace TradeStore.Model;

/// <summary>
/// Which rows a range held: equal rows give an equal <see cref="Hash"/>, wherever they lie and however they came, and rows that differ give
/// another one. <c>docs/backtests.md</c> says what is hashed.
/// </summary>
public sealed record DataFingerprint
{
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
    public string Hash => PartList.Hash(Parts);

    /// <summary>Names the partitions in which two fingerprints differ, by table and time; none when their hashes are equal.</summary>
    /// <param name="before">The first one.</param>
    /// <param name="after">The second one.</param>
    public static IReadOnlyList<DataDifference> Compare(DataFingerprint before, DataFingerprint after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
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
}
