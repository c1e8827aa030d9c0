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

/// <summary><c>prediction_markets</c>: prediction markets as they stand, one row each.</summary>
internal static class PredictionMarketTable
{
    public static Table<PredictionMarket> Definition { get; } = new TableBuilder<PredictionMarket>()
        .Name(1, "market_id", p => p.MarketId)
        .Name(2, "event_id", p => p.EventId, isNullable: true)
        .Text(3, "question", p => p.Question, 1_024)
        .Text(4, "slug", p => p.Slug, 512, isNullable: true)
        .Amount(5, "liquidity", p => p.Liquidity, isNotNegative: true)
        .Amount(6, "volume", p => p.Volume, isNotNegative: true)
        .Amount(7, "volume_24h", p => p.Volume24h, isNotNegative: true)
        .Price(8, "yes_price", p => p.YesPrice)
        .Price(9, "no_price", p => p.NoPrice)
        .Ratio(10, "conviction", p => p.Conviction)
        .Timestamp(11, "start_date", p => p.StartDate, isFutureAllowed: true)
        .Timestamp(12, "end_date", p => p.EndDate, isFutureAllowed: true)
        .Boolean(13, "is_filtered", p => p.IsFiltered)
        .Json(14, "raw", p => p.Raw)
        .TimestampOrNow(15, "updated_at", p => p.UpdatedAt)
        .Rule("yes_price", m => m.YesPrice, m => m.YesPrice is null or (>= 0 and <= 1), "a price of a prediction market lies between 0 and 1.")
        .Rule("no_price", m => m.NoPrice, m => m.NoPrice is null or (>= 0 and <= 1), "a price of a prediction market lies between 0 and 1.")
        .Rule("end_date", m => m.EndDate, m => !(m.EndDate < m.StartDate), "it lies before start_date.")
        .Build(new TableSettings
        {
            Name = "prediction_markets",
            Key = ["market_id"],
            Lane = Lane.Market,
        });
}
