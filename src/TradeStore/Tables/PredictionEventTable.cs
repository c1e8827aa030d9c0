using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tables;

/// <summary><c>prediction_events</c>: events that prediction markets are about, one row each.</summary>
internal static class PredictionEventTable
{
    public static Table<PredictionEvent> Definition { get; } = new TableBuilder<PredictionEvent>()
        .Name(1, "event_id", p => p.EventId)
        .Text(2, "title", p => p.Title, 1_024)
        .Text(3, "slug", p => p.Slug, 512, isNullable: true)
        .Amount(4, "liquidity", p => p.Liquidity, isNotNegative: true)
        .Amount(5, "volume", p => p.Volume, isNotNegative: true)
        .Amount(6, "volume_24h", p => p.Volume24h, isNotNegative: true)
        .Timestamp(7, "start_date", p => p.StartDate, isFutureAllowed: true)
        .Timestamp(8, "end_date", p => p.EndDate, isFutureAllowed: true)
        .Boolean(9, "is_filtered", p => p.IsFiltered)
        .Json(10, "raw", p => p.Raw)
        .TimestampOrNow(11, "updated_at", p => p.UpdatedAt)
        .Rule("end_date", e => e.EndDate, e => !(e.EndDate < e.StartDate), "it lies before start_date.")
        .Build(new TableSettings
        {
            Name = "prediction_events",
            Key = ["event_id"],
            Lane = Lane.Market,
        });
}
