namespace TradeStore.Tests.Schema.Storage;

internal sealed record LevelRow
{
    public string Symbol { get; init; } = "";

    public decimal Price { get; init; }

    public string? Comment { get; init; }
}
