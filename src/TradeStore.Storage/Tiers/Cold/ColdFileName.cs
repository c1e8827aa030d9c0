using System.Globalization;
using System.Text.RegularExpressions;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Schema;

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

/// <summary>What a Parquet file says of where it comes from, in its footer.</summary>
/// <param name="StoreId">The store; <see langword="null"/> in a file of another's making.</param>
/// <param name="Table">The table.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Segment">The segment's number.</param>
internal sealed record ColdFileOrigin(Guid? StoreId, string? Table, string? Partition, string? Segment)
{
    /// <summary>Reads it; <see langword="null"/> where the file is no whole Parquet file.</summary>
    public static ColdFileOrigin? Read(DuckDbSession session, string path)
    {
        try
        {
            var said = session.QueryTexts($"SELECT decode(key), decode(value) FROM parquet_kv_metadata({TableDefinitionSql.Literal(path)})", columns: 2).ToLookup(row => row[0], row => row[1], StringComparer.Ordinal);
            return new ColdFileOrigin(
                Guid.TryParse(said["tradestore.store"].FirstOrDefault(), out var id) ? id : null,
                said["tradestore.table"].FirstOrDefault(),
                said["tradestore.partition"].FirstOrDefault(),
                said["tradestore.segment"].FirstOrDefault());
        }
        catch (DuckDbException exception) when (!exception.IsFatal)
        {
            return null;
        }
    }
}
