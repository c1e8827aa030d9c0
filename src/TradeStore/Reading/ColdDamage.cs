using TradeStore.Errors;
using TradeStore.Tiers;

namespace TradeStore.Reading;

/// <summary>What a reader is told of a file that cannot be read.</summary>
internal static class ColdDamage
{
    public static StoreCorruptException Error(Segment segment, string reason, Exception? cause = null) => new(
        $"The partition {segment.Partition.Name} of '{segment.Table.Name}' cannot be read: the file '{segment.File}' {reason} "
            + "Other partitions are readable; Store.RepairAsync takes the file back from the archive, where there is one.",
        [$"{segment.File}: {reason}"],
        cause);
}
