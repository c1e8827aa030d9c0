using System.Text;
using TradeStore.DuckDb.Vectors;
using TradeStore.Model;
using TradeStore.Storage.Columns;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Support;

/// <summary>Batches and the rows they were made of, as lines of text that are equal when their values are.</summary>
internal static class BatchText
{
    private const decimal Scale = 100_000_000m;

    public static List<string> Describe(ColumnBatch batch) =>
        [.. Enumerable.Range(0, batch.RowCount).Select(row => string.Join('|', Enumerable.Range(0, batch.ColumnCount).Select(c => Value(batch.Table.Columns[c], batch.Column(c), row))))];

    public static List<string> Describe(IEnumerable<Tick> ticks, long now) =>
    [
        .. ticks.Select(t => Line(
            Time(t.Timestamp), t.Exchange, t.Symbol, Scaled(t.BidPrice), Scaled(t.AskPrice), Scaled(t.BidSize), Scaled(t.AskSize), Scaled(t.LastPrice), Scaled(t.LastSize),
            Scaled(t.Volume), t.SequenceNumber, t.Conditions is null ? null : $"[{string.Join(';', t.Conditions)}]", t.Tape, t.Source,
            t.CorrelationId is { } id ? UuidConversion.ToStored(id) : null, t.IngestionTime is { } time ? Time(time) : now, t.TradeId,
            t.AggressorSide is { } side ? TradeStore.Storage.Schema.EnumSqlNames<OrderSide>.Text(side) : null)),
    ];

    public static List<string> Describe(IEnumerable<Bar> bars) =>
    [
        .. bars.Select(b => Line(
            b.Exchange, b.Symbol, b.Timeframe.ToName(), Time(b.Timestamp), Scaled(b.Open), Scaled(b.High), Scaled(b.Low), Scaled(b.Close), Scaled(b.Volume), Scaled(b.Vwap),
            b.TradeCount, b.IsComplete ? 1 : 0, b.Indicators)),
    ];

    private static string Line(params object?[] values) => string.Join('|', values.Select(v => v?.ToString() ?? "NULL"));

    private static long Time(DateTime time) => (time - DateTime.UnixEpoch).Ticks / 10;

    private static Int128? Scaled(decimal? value) => value is { } v
        ? ((Int128)decimal.Truncate(v) * (Int128)Scale) + (Int128)((v - decimal.Truncate(v)) * Scale)
        : null;

    private static string Value(ColumnDefinition column, in ColumnData data, int row)
    {
        if (data.IsNull(row))
        {
            return "NULL";
        }

        return column.Storage switch
        {
            StorageKind.Fixed when column.Width == 1 => data.ValuesAs<byte>()[row].ToString(),
            StorageKind.Fixed when column.Width == 8 => data.ValuesAs<long>()[row].ToString(),
            StorageKind.Fixed => data.ValuesAs<Int128>()[row].ToString(),
            StorageKind.DictionaryText => Encoding.UTF8.GetString(data.DictionaryEntry(data.ValuesAs<int>()[row])),
            StorageKind.PlainText => Encoding.UTF8.GetString(data.PlainText(row)),
            _ => List(data, row),
        };
    }

    private static string List(in ColumnData data, int row)
    {
        var ends = data.ValuesAs<int>();
        var codes = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(data.Elements.Span);
        var texts = new List<string>();
        for (var i = row == 0 ? 0 : ends[row - 1]; i < ends[row]; i++)
        {
            texts.Add(Encoding.UTF8.GetString(data.DictionaryEntry(codes[i])));
        }

        return $"[{string.Join(';', texts)}]";
    }
}
