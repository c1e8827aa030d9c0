using TradeStore.Model;

namespace TradeStore.Testing;

/// <summary>What a <see cref="MarketDataMaker"/> makes.</summary>
public sealed record MarketDataSettings
{
    /// <summary>Gets the exchange; <c>NASDAQ</c> by default.</summary>
    public string Exchange { get; init; } = "NASDAQ";

    /// <summary>Gets the symbols; AAPL, MSFT and NVDA by default. At least one.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = ["AAPL", "MSFT", "NVDA"];

    /// <summary>Gets when the session opens, UTC in whole microseconds; 2 March 2026, 14:30 by default: a Monday on which US markets have just opened. A clock of a store that takes the data has to show it, or later.</summary>
    public DateTime Open { get; init; } = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    /// <summary>Gets how long the session lasts; 6.5 hours by default, at least a second.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromHours(6.5);

    /// <summary>Gets the price at which each symbol opens, in quote currency; 100 by default, at least 100 price steps.</summary>
    public decimal FirstPrice { get; init; } = 100m;

    /// <summary>Gets the smallest step of a price; 0.01 by default, at least 0.00000001.</summary>
    public decimal PriceStep { get; init; } = 0.01m;
}

/// <summary>An order, and the fills that come to it.</summary>
/// <param name="Order">The order as it is to be submitted.</param>
/// <param name="Fills">Its fills in the order of their times; none, part, or all of its quantity, never more.</param>
public sealed record OrderWithFills(Order Order, IReadOnlyList<Execution> Fills);
