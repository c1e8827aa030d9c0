using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Live;

/// <summary>Rows of one table that a decision writes, in their order.</summary>
internal sealed class RowList<TRow>(Table<TRow> table) : IRowList
    where TRow : class
{
    public List<TRow> Rows { get; } = [];

    TableSchema IRowList.Table => table;

    object? IRowList.CorrelationId => table.CorrelationId(Rows[0]);

    public ColumnBatch Encode(long now, TimePrecision precision) => table.Encoder.Encode(Rows, now, precision);
}

/// <summary>Rows of one table that a decision writes.</summary>
internal interface IRowList
{
    /// <summary>Gets the table.</summary>
    public TableSchema Table { get; }

    /// <summary>Gets the correlation id of the first row, for the span of the decision.</summary>
    public object? CorrelationId { get; }

    /// <summary>Encodes the rows.</summary>
    public ColumnBatch Encode(long now, TimePrecision precision);
}
