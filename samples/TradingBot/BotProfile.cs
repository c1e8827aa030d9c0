namespace TradingBot;

/// <summary>Who trades, what, and with how much.</summary>
internal static class BotProfile
{
    public const string BotId = "crossover-1";

    public const string Name = "Crossover on paper";

    public const string Strategy = "sma-10-40";

    public const string Exchange = "PAPER";

    public const string Currency = "USD";

    /// <summary>The shares the bot wants to be long or short.</summary>
    public const decimal PositionSize = 100;

    public const decimal StartingCash = 100_000;

    public static readonly string[] Symbols = ["AAPL", "MSFT", "NVDA"];
}
