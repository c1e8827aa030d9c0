namespace TradeStore.Storage.Diagnostics;

/// <summary>The names of instruments and tags; OpenTelemetry's where it has one.</summary>
internal static class MetricNames
{
    public const string Source = "TradeStore";
    public const string Store = "tradestore.store";
    public const string Lane = "tradestore.lane";
    public const string State = "tradestore.state";
    public const string Status = "tradestore.status";
    public const string Tier = "tradestore.tier";
    public const string Outcome = "tradestore.outcome";
    public const string Action = "tradestore.tiering.action";
    public const string CorrelationId = "tradestore.correlation_id";
    public const string Rows = "db.response.returned_rows";
    public const string Table = "db.collection.name";
    public const string Operation = "db.operation.name";
    public const string QueryText = "db.query.text";
    public const string Error = "error.type";
}
