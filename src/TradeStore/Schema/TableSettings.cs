namespace TradeStore.Schema;

/// <summary>What a declaration says about its table apart from the columns.</summary>
internal sealed record TableSettings
{
    public required string Name { get; init; }

    public required ushort Version { get; init; }

    public required string TimeColumn { get; init; }

    public required IReadOnlyList<string> Key { get; init; }

    public required IReadOnlyList<string> ClusterKey { get; init; }

    public required PartitionSpan Span { get; init; }

    public required DuplicateRule Duplicates { get; init; }
}
