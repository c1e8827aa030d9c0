namespace TradeStore.Tests.Schema.Storage;

internal sealed record NoteRow
{
    public DateTime Timestamp { get; init; }

    public string Topic { get; init; } = "";

    public string? Comment { get; init; }
}
