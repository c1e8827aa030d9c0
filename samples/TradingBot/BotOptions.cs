namespace TradingBot;

/// <summary>What the command line asked for.</summary>
/// <param name="StoreFolder">The folder the store lies in.</param>
/// <param name="Ticks">The ticks of each symbol after which the bot ends by itself; it trades until it is stopped when <see langword="null"/>.</param>
/// <param name="Seed">The seed of the simulated market.</param>
/// <param name="Speed">Ticks of each symbol in a second.</param>
internal sealed record BotOptions(string StoreFolder, int? Ticks, int Seed, int Speed);
