using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Tiers.Warm;

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
    public static string Sql(string rows, string path, Segment segment, Slice slice, Guid storeId)
    {
        var table = segment.Table;
        var fields = table.Columns.Select(c => $"{TableDefinitionSql.Quote(c.Name)}: {Field(c)}");
        (string Key, string Value)[] metadata =
        [
            ("store", $"{storeId:D}"),
            ("table", table.Name),
            ("schema_version", $"{table.Version}"),
            ("partition", segment.Partition.Name),
            ("rows", $"{slice.Rows}"),
            ("generation", $"{segment.Generation}"),
            ("segment", $"{segment.Id}"),
        ];
        var entries = metadata.Select(m => $"\"tradestore.{m.Key}\": {TableDefinitionSql.Literal(m.Value)}");
        return $"COPY ({rows}) TO {TableDefinitionSql.Literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 3, PARQUET_VERSION V2, "
            + $"ROW_GROUP_SIZE {RowGroup}, FIELD_IDS {{{string.Join(", ", fields)}}}, KV_METADATA {{{string.Join(", ", entries)}}})";
    }

    /// <summary>Gets the rows of a row group. Smaller ones cost more than they save: each query parses the footer, which says where every column of every group is.</summary>
    public static int RowGroup => 122_880;

    private static string Field(ColumnDefinition column) =>
        column.Type == ColumnType.TextList ? $"{{__duckdb_field_id: {column.FieldId}, element: {Elements + column.FieldId}}}" : $"{column.FieldId}";
}
