using System.Collections.Immutable;
using TradeStore.Schema;

namespace TradeStore.Tiers;

/// <summary>Where the rows of every table are: immutable, replaced as a whole.</summary>
internal sealed record TierMap
{
    /// <summary>The map of a store without rows.</summary>
    public static TierMap Empty { get; } = new();

    /// <summary>Gets the number of this map; each change gives the next.</summary>
    public long Version { get; private init; }

    private ImmutableDictionary<string, ImmutableArray<Segment>> Partitions { get; init; } = ImmutableDictionary<string, ImmutableArray<Segment>>.Empty;

    private ImmutableDictionary<string, ImmutableArray<TailSegment>> Tails { get; init; } = ImmutableDictionary<string, ImmutableArray<TailSegment>>.Empty;

    /// <summary>Returns a table's segments, oldest partition first.</summary>
    public ImmutableArray<Segment> Segments(TableSchema table) => Partitions.GetValueOrDefault(table.Name, []);

    /// <summary>Returns a table's segments that can hold rows of a range [from, to) in microseconds, oldest first.</summary>
    public IEnumerable<Segment> Segments(TableSchema table, long? from, long? to) => Segments(table).Where(s => s.Partition.Overlaps(from, to));

    /// <summary>Returns a table's segments in memory, oldest first.</summary>
    public ImmutableArray<TailSegment> Tail(TableSchema table) => Tails.GetValueOrDefault(table.Name, []);

    /// <summary>Returns the sequence number up to which no frame is in memory only, given that every frame up to <paramref name="visible"/> is applied.</summary>
    public long Floor(long visible, TailSegment? except = null) =>
        Tails.Values.SelectMany(tails => tails).Where(t => t != except).Select(t => t.FirstSequence - 1).Append(visible).Min();

    /// <summary>Returns the segment of a partition.</summary>
    public Segment? Find(TableSchema table, Partition partition) => Segments(table).FirstOrDefault(s => s.Partition == partition);

    public TierMap With(Segment segment)
    {
        var others = Segments(segment.Table).Where(s => s.Id != segment.Id);
        return this with
        {
            Version = Version + 1,
            Partitions = Partitions.SetItem(segment.Table.Name, [.. others.Append(segment).OrderBy(s => s.Partition.Start)]),
        };
    }

    public TierMap With(TailSegment tail) => this with
    {
        Version = Version + 1,
        Tails = Tails.SetItem(tail.Table.Name, Tail(tail.Table).Add(tail)),
    };

    public TierMap Without(TailSegment tail) => this with
    {
        Version = Version + 1,
        Tails = Tails.SetItem(tail.Table.Name, Tail(tail.Table).Remove(tail)),
    };
}
