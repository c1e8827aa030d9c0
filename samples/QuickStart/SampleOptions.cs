namespace QuickStart;

/// <summary>What the command line asked for.</summary>
/// <param name="StoreFolder">The folder to keep the store in; a temporary one when <see langword="null"/>.</param>
/// <param name="LeanFolder">A LEAN data folder to import; a simulated day when <see langword="null"/>.</param>
/// <param name="Seed">The seed of the simulated day.</param>
/// <param name="Ticks">How many ticks the simulated day has.</param>
internal sealed record SampleOptions(string? StoreFolder, string? LeanFolder, int Seed, int Ticks);
