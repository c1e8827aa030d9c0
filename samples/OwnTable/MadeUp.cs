using TradeStore.Model;

namespace OwnTable;

/// <summary>Thirty days of bars and funding rates, every eight hours: waves instead of a market, the same each time.</summary>
internal static class MadeUp
{
    public const string Exchange = "PERP";

    public static readonly DateTime Start = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private const int Fundings = 90;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(8);
    private static readonly (string Symbol, decimal Price)[] Contracts = [("BTC-PERP", 67_000m), ("ETH-PERP", 3_400m), ("SOL-PERP", 145m)];

    public static Bar[] Bars() => [.. Each((contract, number) => Bar(contract.Symbol, Price(contract.Price, number), Price(contract.Price, number + 1), number))];

    public static FundingRate[] Rates() => [.. Each((contract, number) => new FundingRate
    {
        Timestamp = Start + ((number + 1) * Interval),
        Exchange = Exchange,
        Symbol = contract.Symbol,
        Rate = 0.0001m + Round(0.0004 * Math.Sin((number + contract.Symbol[0]) / 7.0), 6),
        NextFundingTime = Start + ((number + 2) * Interval),
    })];

    private static IEnumerable<T> Each<T>(Func<(string Symbol, decimal Price), int, T> make) =>
        Enumerable.Range(0, Fundings).SelectMany(number => Contracts.Select(contract => make(contract, number)));

    private static Bar Bar(string symbol, decimal open, decimal close, int number) => new()
    {
        Timestamp = Start + (number * Interval),
        Exchange = Exchange,
        Symbol = symbol,
        Timeframe = Timeframe.EightHours,
        Open = open,
        High = Math.Max(open, close),
        Low = Math.Min(open, close),
        Close = close,
        Volume = 1_000 + number,
        IsComplete = true,
    };

    private static decimal Price(decimal price, int number) => Math.Round(price * (1 + Round(0.06 * Math.Sin(number / 11.0), 6)), 2);

    private static decimal Round(double value, int decimals) => Math.Round((decimal)value, decimals);
}
