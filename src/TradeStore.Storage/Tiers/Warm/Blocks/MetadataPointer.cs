namespace TradeStore.Storage.Tiers.Warm.Blocks;

/// <summary>Where a part of a block with metadata is: the part's number in the highest byte, the block's below.</summary>
internal readonly record struct MetadataPointer(ulong Value)
{
    /// <summary>Gets the pointer to nothing.</summary>
    public static MetadataPointer None => new(ulong.MaxValue);

    public int Part => (int)(Value >> 56);

    public long Block => (long)(Value & 0x00FF_FFFF_FFFF_FFFF);
}
