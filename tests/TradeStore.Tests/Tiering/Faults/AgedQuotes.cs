using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>A day of ticks that is removed when it is old.</summary>
internal static class AgedQuotes
{
    public const string Table = "market_ticks";

    public static readonly TimeSpan Kept = TimeSpan.FromDays(91);
    public static readonly IReadOnlyList<string> Quotes = [.. from symbol in new[] { "A", "B", "C" } from number in Enumerable.Range(0, 4) select $"{symbol} {number}"];
    public static readonly IReadOnlyList<string> Late = ["LATE 0", "LATE 1"];

    public static AgedScenario Removal(bool isWarm) => new()
    {
        Action = TieringAction.Expire,
        Table = Table,
        Row = "symbol || ' ' || sequence_number",
        Before = Quotes,
        Behind = [],
        Change = o => o.Tiering.Tables[Table] = new TierPolicy { Warm = isWarm ? null : TimeSpan.FromDays(7), ExpireAfter = TimeSpan.FromDays(90) },
        Prepare = async store =>
        {
            await AppendAsync(store, TimeSpan.FromDays(10));
            await store.AdvanceAsync(Kept);
        },
        PlacesBefore = [],
        PlacesBehind = [],
    };

    public static async Task AppendAsync(AgedStore store, TimeSpan age)
    {
        await store.Store.Ticks.AppendAsync([.. Some.Quotes(4, "A"), .. Some.Quotes(4, "B"), .. Some.Quotes(4, "C")]);
        await store.AgeAsync(age);
    }

    public static async Task AppendLateAsync(AgedStore store) => await store.Store.Ticks.AppendAsync(Some.Quotes(Late.Count, "LATE"));
}
