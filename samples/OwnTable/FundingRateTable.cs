using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace OwnTable;

/// <summary>How funding rates are stored.</summary>
internal static class FundingRateTable
{
    public static Table<FundingRate> Definition { get; } = new TableBuilder<FundingRate>()
        .Timestamp(1, "ts", f => f.Timestamp)
        .Name(2, "exchange", f => f.Exchange)
        .Name(3, "symbol", f => f.Symbol)
        .Decimal(4, "rate", f => f.Rate)
        .Timestamp(5, "next_funding_time", f => f.NextFundingTime, isFutureAllowed: true)
        .Rule("next_funding_time", f => f.NextFundingTime, f => !(f.NextFundingTime <= f.Timestamp), "the next funding is not after this one.")
        .Build(new TableSettings
        {
            Name = "funding_rates",
            TimeColumn = "ts",
            Key = ["exchange", "symbol", "ts"],
            Span = PartitionSpan.Month,
            Duplicates = DuplicateRule.Replace, // exchanges correct what they published
        });
}
