using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>The statement that writes rows to a Parquet file.</summary>
internal static class ParquetCopy
{
    // Elements of lists need numbers, too; columns have those below.
    private const int Elements = 1 << 16;

    /// <summary>Returns the statement.</summary>
    /// <param name="rows">The rows in their order, as a SELECT.</param>
    /// <param name="path">The file.</param>
    /// <param name="segment">The segment that it becomes.</param>
    /// <param name="slice">The rows' slice.</param>
    /// <param name="storeId">The store, by which it knows the file again.</param>
    /// <param name="hasDeltas">Whether numbers are packed as differences.</param>
    public static string Sql(string rows, string path, Segment segment, Slice slice, Guid storeId, bool hasDeltas = true)
    {
        var table = segment.Table;
        var fields = table.Columns.Select(c => $"{TableDefinitionSql.Quote(c.Name)}: {Field(c)}");
        var entries = Metadata(segment, slice, storeId).Select(m => $"\"{m.Key}\": {TableDefinitionSql.Literal(m.Value)}");
        return $"COPY ({rows}) TO {TableDefinitionSql.Literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, PARQUET_VERSION {(hasDeltas ? "V2" : "V1")}, "
            + $"ROW_GROUP_SIZE {RowGroup}, FIELD_IDS {{{string.Join(", ", fields)}}}, KV_METADATA {{{string.Join(", ", entries)}}})";
    }

    /// <summary>Returns what a file says of where it belongs.</summary>
    /// <param name="segment">The segment that it becomes.</param>
    /// <param name="slice">The rows' slice.</param>
    /// <param name="storeId">The store.</param>
    public static IReadOnlyDictionary<string, string> Metadata(Segment segment, Slice slice, Guid storeId) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["tradestore.store"] = $"{storeId:D}",
        ["tradestore.table"] = segment.Table.Name,
        ["tradestore.schema_version"] = $"{segment.Table.Version}",
        ["tradestore.partition"] = segment.Partition.Name,
        ["tradestore.rows"] = $"{slice.Rows}",
        ["tradestore.generation"] = $"{segment.Generation}",
        ["tradestore.segment"] = $"{segment.Id}",
    };

    /// <summary>Returns the number of the elements of a column of lists.</summary>
    public static int ElementId(ColumnDefinition column) => Elements + column.FieldId;

    /// <summary>Gets the rows of a row group. Smaller ones cost more than they save: each query parses the footer, which says where every column of every group is.</summary>
    public static int RowGroup => 122_880;

    private static string Field(ColumnDefinition column) =>
        column.Type == ColumnType.TextList ? $"{{__duckdb_field_id: {column.FieldId}, element: {ElementId(column)}}}" : $"{column.FieldId}";
}
