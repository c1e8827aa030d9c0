using System.Collections.ObjectModel;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Tiers.Warm;

/// <summary>A segment as a row of <c>_segments</c>, both ways.</summary>
internal static class SegmentRow
{
    public const string Columns =
        "segment_id, table_name, partition, tier, state, location, generation, is_time_ordered, row_count, bytes, min_time, max_time, sha256, created_at, details";

    /// <summary>Returns the values of a row in the order of <see cref="Columns"/>.</summary>
    public static string Values(Segment segment)
    {
        var content = segment.Content;
        string[] values =
        [
            $"{segment.Id}",
            TableDefinitionSql.Literal(segment.Table.Name),
            TableDefinitionSql.Literal(segment.Partition.Name),
            TableDefinitionSql.Literal(EnumSqlNames<Tier>.Text(segment.Tier)),
            TableDefinitionSql.Literal(EnumSqlNames<SegmentState>.Text(segment.State)),
            TableDefinitionSql.Literal(segment.File ?? segment.Location),
            $"{segment.Generation}",
            segment.IsTimeOrdered ? "true" : "false",
            Number(content?.Rows),
            Number(segment.Bytes),
            content is null ? "NULL" : TableDefinitionSql.Timestamp(content.Earliest),
            content is null ? "NULL" : TableDefinitionSql.Timestamp(content.Latest),
            segment.Sha256 is null ? "NULL" : TableDefinitionSql.Literal(segment.Sha256),
            TableDefinitionSql.Timestamp(segment.CreatedAt),
            TableDefinitionSql.Literal(SegmentDetails.Of(segment).ToJson()),
        ];
        return $"({string.Join(", ", values)})";
    }

    /// <summary>Reads a row of a query of <see cref="Columns"/>.</summary>
    /// <exception cref="InvalidDataException">The manifest names a table that is not known, or does not say all of a segment.</exception>
    public static Segment Read(DataChunk chunk, int row, TableCatalog catalog, StoreFolder folder)
    {
        var table = catalog.TryGet(Text(chunk, 1, row)!, out var known)
            ? known
            : throw new InvalidDataException($"The manifest names the table '{Text(chunk, 1, row)}', which this version does not know.");
        var (tier, state) = (Parse<Tier>(chunk, 3, row), Parse<SegmentState>(chunk, 4, row));
        var location = Text(chunk, 5, row)!;
        var details = SegmentDetails.Parse(Text(chunk, 14, row)!);
        var file = tier == Tier.Cold ? location : null;
        return new Segment(
            chunk.GetVector(0).Values<long>()[row],
            table,
            Partition.Parse(table.Span, Text(chunk, 2, row)!),
            file is null ? location : ParquetScan.Of(table, folder.Full(file), details.Columns, details.Former),
            chunk.GetVector(7).Values<bool>()[row])
        {
            Tier = tier,
            State = state,
            Generation = chunk.GetVector(6).Values<int>()[row],
            Cold = file is null ? null : new ColdFile(file, folder.Full(file)),
            Sha256 = Text(chunk, 12, row),
            FooterSha256 = details.Footer,
            Bytes = Long(chunk, 9, row),
            ColumnCount = details.Columns,
            Former = details.Former ?? ReadOnlyDictionary<string, string>.Empty,
            SchemaVersion = details.SchemaVersion,
            IsClustered = IsClustered(table, details),
            IsReduced = details.IsReduced,
            Growing = file is null && state != SegmentState.Sealed ? new GrowingContent(table, isNew: false) : null,
            Content = Content(chunk, row, details, IsClustered(table, details)),
            CreatedAt = chunk.GetVector(13).Values<long>()[row],
            WrittenAt = details.WrittenAt,
            WarmUntil = details.WarmUntil,
            Damage = details.Damage,
        };
    }

    private static bool IsClustered(TableSchema table, SegmentDetails details) =>
        string.Equals(details.Cluster, SegmentDetails.ClusterOf(table), StringComparison.Ordinal);

    private static SegmentContent? Content(DataChunk chunk, int row, SegmentDetails details, bool isClustered) => Long(chunk, 8, row) is not { } rows ? null : new SegmentContent
    {
        Rows = rows,
        Earliest = Long(chunk, 10, row)!.Value,
        Latest = Long(chunk, 11, row)!.Value,
        ValueHash = details.ValueHash ?? throw new InvalidDataException($"The manifest says how many rows the segment {Long(chunk, 0, row)} has, and nothing of their hash."),
        RawBytes = details.RawBytes,
        First = isClustered ? details.First ?? [] : [],
        Last = isClustered ? details.Last ?? [] : [],
        Heads = isClustered ? details.Heads : null,
    };

    private static string Number(long? value) => value is { } number ? $"{number}" : "NULL";

    private static TEnum Parse<TEnum>(DataChunk chunk, int column, int row)
        where TEnum : struct, Enum => SqlName.TryParse<TEnum>(Text(chunk, column, row), out var value)
            ? value
            : throw new InvalidDataException($"The manifest says '{Text(chunk, column, row)}', which is no {typeof(TEnum).Name} that this version knows.");

    private static long? Long(DataChunk chunk, int column, int row)
    {
        var vector = chunk.GetVector(column);
        return vector.IsNull(row) ? null : vector.Values<long>()[row];
    }

    private static string? Text(DataChunk chunk, int column, int row)
    {
        var vector = chunk.GetVector(column);
        return vector.IsNull(row) ? null : vector.GetString(row);
    }
}
