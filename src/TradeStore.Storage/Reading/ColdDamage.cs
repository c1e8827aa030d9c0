using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;

namespace TradeStore.Storage.Reading;

/// <summary>What a reader is told of rows that cannot be read.</summary>
internal static class ColdDamage
{
    private const string Damaged = "is damaged.";

    /// <summary>Makes the error of a segment that the manifest calls damaged.</summary>
    public static StoreCorruptException Error(Segment segment) => Error(segment, segment.Damage ?? Damaged);

    /// <summary>Makes the error of a segment's file.</summary>
    public static StoreCorruptException Error(Segment segment, string reason, Exception? cause = null) => new(
        $"The partition {segment.Partition.Name} of '{segment.Table.Name}' cannot be read: the file '{segment.File}' {reason} "
            + "Other partitions are readable; Store.RepairAsync takes the file back from the archive, where there is one.",
        [Finding(segment, reason)],
        cause);

    /// <summary>Makes the error of a segment's table.</summary>
    public static StoreCorruptException TableError(Segment segment, Exception cause) => new(
        $"The partition {segment.Partition.Name} of '{segment.Table.Name}' cannot be read: its table {segment.Location} in the database file is damaged or missing: {cause.Message} "
            + "Other partitions are readable; restore a backup to have this one again.",
        [$"{segment.Location}: {cause.Message}"],
        cause);

    /// <summary>Returns what a look tells of files that are damaged, not whole or not there: a sentence each.</summary>
    public static IEnumerable<string> Known(TierMap map, TableCatalog catalog) => map.Segments(catalog.All)
        .Where(s => s.Cold is not null)
        .Select(s => (Segment: s, Reason: s.State == SegmentState.Damaged ? s.Damage ?? Damaged : s.Cold!.Look(s)?.Reason))
        .Where(s => s.Reason is not null)
        .Select(s => Finding(s.Segment, s.Reason!));

    /// <summary>Returns a sentence on a segment's file.</summary>
    public static string Finding(Segment segment, string reason) => $"{segment.File}: {reason}";
}
