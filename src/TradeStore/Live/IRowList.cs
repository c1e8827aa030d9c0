using TradeStore.Storage.Columns;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;

namespace TradeStore.Live;

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
