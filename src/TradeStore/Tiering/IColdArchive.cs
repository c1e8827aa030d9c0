using TradeStore.Tiers;

namespace TradeStore.Tiering;

/// <summary>Where the files of cold segments are copied to before they are removed.</summary>
internal interface IColdArchive
{
    /// <summary>Tells whether the archive has the file of a segment.</summary>
    public bool Has(Segment segment);

    /// <summary>Copies the file of a segment, verified and durable when the task completes; does nothing when it is there.</summary>
    public Task StoreAsync(Segment segment, CancellationToken cancellationToken);
}
