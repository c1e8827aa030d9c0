namespace TradeStore.DuckDb.Data.Columns;

internal sealed unsafe class BlobReader : ColumnReader<byte[]>
{
    public override byte[] Read(int row) => DuckDbString.Bytes((DuckDbString*)Data + row).ToArray();
}
