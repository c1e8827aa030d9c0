using System.Security.Cryptography;
using System.Text;
using TradeStore.Model;

namespace TradeStore.Model;

/// <summary>The parts of a fingerprint as one hash, and two lists of them side by side.</summary>
internal static class PartList
{
    private const string Title = "TradeStore data fingerprint 1\n";

    /// <summary>Returns the SHA-256 of a line for each part, in the order of table and partition.</summary>
    public static string Hash(IEnumerable<DataPart> parts)
    {
        var text = new StringBuilder(Title);
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
