using System.Globalization;
using System.Text.RegularExpressions;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>A name that the store gives to a Parquet file, taken apart.</summary>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Segment">The segment's number.</param>
internal sealed partial record ColdFileName(string Table, string Partition, long Segment)
{
    /// <summary>Takes the path of a file within the store apart; <see langword="null"/> when the store gives no such names.</summary>
    public static ColdFileName? TryParse(string relative)
    {
        var parts = relative.Split('/');
        return parts is ["cold", var table, var partition, var file] && FilePattern().Match(file) is { Success: true } match
            && long.TryParse(match.Groups["segment"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            ? new ColdFileName(table, partition, segment)
            : null;
    }

    /// <summary>Tells whether a file's name, without its folder, is one that files have while they are made; the engine puts <c>tmp_</c> before it.</summary>
    public static bool IsStaged(string name) => FilePattern().IsMatch(name.StartsWith("tmp_", StringComparison.Ordinal) ? name[4..] : name);

    [GeneratedRegex("^(?<segment>[0-9]{1,19})-[0-9a-f]{32}\\.parquet$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FilePattern();
}
