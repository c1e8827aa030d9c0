using System.Globalization;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Reading;
using TradeStore.Tiering;
using TradeStore.Tiers.Warm;

namespace TradeStore.Tiers;

/// <summary>Describes the partitions of one snapshot.</summary>
internal sealed class PartitionFigures(DuckDbSession session, ReadTransaction transaction)
{
    /// <summary>Describes a partition.</summary>
    public PartitionDescription Of(PartitionSegments partition)
    {
        var counts = partition.Segments.Select(Count).Concat(Tails(partition)).ToList();
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

    // What is sealed was measured then, or is so small that its rows share blocks with others: it takes about its values. Asking the engine costs milliseconds for each table.
    private long Bytes(Segment segment) => segment.Bytes ?? (segment.Content?.RawBytes is { } raw and > 0 ? raw : segment.File is null ? TableSize.Read(session, segment.Location) : 0);

    private string? Damage(Segment segment) => segment.State == SegmentState.Damaged
        ? ColdDamage.Error(segment).Findings[0]
        : segment.Cold!.Look(segment) is { } damage ? ColdDamage.Finding(segment, damage.Reason) : null;

    private (long Rows, long First, long Last) Count(Segment segment) =>
        segment.Content is { } content ? (content.Rows, content.Earliest, content.Latest) : Count(TableDefinitionSql.Time(segment.Table), segment.Location);

    private IEnumerable<(long Rows, long First, long Last)> Tails(PartitionSegments partition)
    {
        var table = partition.Table;
        return transaction.Map.Tail(table)
            .Where(t => transaction.Applied(table) < t.FirstSequence && t.MayHold(partition.Partition))
            .Select(t => Count(TableDefinitionSql.Time(table), $"{t.Location} WHERE {TableDefinitionSql.Within(table, partition.Partition)}"));
    }

    private (long Rows, long First, long Last) Count(string time, string rows)
    {
        var row = session.QueryTexts($"SELECT count(*)::VARCHAR, coalesce(epoch_us(min({time})), 0)::VARCHAR, coalesce(epoch_us(max({time})), 0)::VARCHAR FROM {rows}", columns: 3)[0];
        return (long.Parse(row[0], CultureInfo.InvariantCulture), long.Parse(row[1], CultureInfo.InvariantCulture), long.Parse(row[2], CultureInfo.InvariantCulture));
    }
}
