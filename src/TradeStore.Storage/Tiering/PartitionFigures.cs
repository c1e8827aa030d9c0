using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Cold;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Tiering;

/// <summary>Describes the partitions of a table in one snapshot.</summary>
internal sealed class PartitionFigures
{
    private const string DayInMemory = "date_trunc('day', ";
    private readonly DuckDbSession _session;
    private readonly TableSchema _table;
    private readonly IReadOnlyDictionary<long, CountedRows> _counted;
    private readonly ILookup<Partition, (long Rows, long First, long Last)> _inMemory;

    public PartitionFigures(DuckDbSession session, ReadTransaction transaction, TableSchema table)
    {
        _session = session;
        _table = table;
        var applied = transaction.Applied(table);
        _counted = UncountedSegments.Count(session, transaction.Map.Segments(table), applied);
        _inMemory = transaction.Map.Memtables(table).Where(t => applied < t.FirstSequence).SelectMany(InMemory).ToLookup(c => c.Partition, c => c.Figures);
    }

    /// <summary>Describes a partition.</summary>
    public PartitionDescription Of(PartitionSegments partition)
    {
        var counts = partition.Segments.Select(Count).Concat(_inMemory[partition.Partition]).ToList();
        var damage = partition.Segments.Where(s => s.File is not null).Select(Damage).OfType<string>().ToList();
        var times = counts.Where(c => c.Rows > 0).ToList();
        return new PartitionDescription
        {
            Table = partition.Table.Name,
            Partition = partition.Partition.Name,
            From = TimestampConversion.FromMicroseconds(partition.Partition.Start),
            To = TimestampConversion.FromMicroseconds(partition.Partition.End),
            Tier = partition.Segments[0].Tier,
            Status = Status(partition, damage.Count > 0),
            Segments = partition.Segments.Length,
            Rows = counts.Sum(c => c.Rows),
            Bytes = partition.Segments.Sum(Bytes),
            RawBytes = partition.Segments.All(s => s.Content is not null) ? partition.Segments.Sum(s => s.Content!.RawBytes) : null,
            First = times.Count == 0 ? null : TimestampConversion.FromMicroseconds(times.Min(c => c.First)),
            Last = times.Count == 0 ? null : TimestampConversion.FromMicroseconds(times.Max(c => c.Last)),
            LastWritten = TimestampConversion.FromMicroseconds(partition.Segments.Max(s => s.WrittenAt)),
            Files = [.. partition.Segments.Select(s => s.File).OfType<string>()],
            Damage = damage,
        };
    }

    private static PartitionStatus Status(PartitionSegments partition, bool isDamaged) => isDamaged
        ? PartitionStatus.Damaged
        : partition.Segments.Count(s => s.State == SegmentState.Sealed) is var whole && whole == partition.Segments.Length
            ? partition.HasGenerations ? PartitionStatus.Unmerged : PartitionStatus.Sealed
            : whole == 0 ? PartitionStatus.Open : PartitionStatus.Unmerged;

    // What is sealed was measured then, or is so small that its rows share blocks with others: it takes about its values.
    private long Bytes(Segment segment) => segment.Bytes ?? segment.Content?.RawBytes ?? _counted.GetValueOrDefault(segment.Id)?.Bytes ?? 0;

    private static string? Damage(Segment segment) => segment.State == SegmentState.Damaged
        ? ColdDamage.Error(segment).Findings[0]
        : segment.Cold!.Look(segment) is { } damage ? ColdDamage.Finding(segment, damage.Reason) : null;

    private (long Rows, long First, long Last) Count(Segment segment) =>
        segment.Content is { } content ? (content.Rows, content.Earliest, content.Latest)
        : _counted.GetValueOrDefault(segment.Id) is { } counted ? (counted.Rows, counted.First, counted.Last)
        : Figures(_session.QueryTexts($"SELECT {UncountedSegments.Figures(segment.Table)} FROM {segment.Location}", columns: 3)[0]);

    // A day lies in one partition, whatever these span.
    private IEnumerable<(Partition Partition, (long Rows, long First, long Last) Figures)> InMemory(Memtable memtable)
    {
        var day = $"{DayInMemory}{TableDefinitionSql.Time(_table)})";
        return _session
            .QueryTexts($"SELECT {UncountedSegments.Figures(_table)}, epoch_us({day})::VARCHAR FROM {memtable.Location} GROUP BY {day}", columns: 4)
            .Select(row => (Partition.Containing(_table.Span, UncountedSegments.Number(row[3])), Figures(row)));
    }

    private static (long Rows, long First, long Last) Figures(string[] row) => (UncountedSegments.Number(row[0]), UncountedSegments.Number(row[1]), UncountedSegments.Number(row[2]));
}
