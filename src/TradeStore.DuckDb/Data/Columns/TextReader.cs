using System.Text;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary>VARCHAR and JSON.</summary>
internal sealed unsafe class TextReader : ColumnReader<string>
{
    public override string Read(int row) => Encoding.UTF8.GetString(DuckDbString.Bytes((DuckDbString*)Data + row));
}
