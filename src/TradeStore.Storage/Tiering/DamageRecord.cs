using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>Has the manifest say which files were found damaged, so that they are that to the next process, too.</summary>
internal sealed class DamageRecord(TieringContext context) : IDamageLog
{
    // Who has met the damage waits for it, but not for a writer that waits for the disk: this process knows it anyway.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task WriteAsync()
    {
        if (Found().Count == 0)
        {
            return;
        }

        try
        {
            await context.AskAsync(Write).WaitAsync(Longest, context.Clock).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TradeStoreException or ObjectDisposedException or TimeoutException)
        {
            // It is found again: by the first look of the next process, or by a read.
        }
    }

    private void Write(Writing.WarmWriter writer)
    {
        var found = Found();
        if (found.Count > 0)
        {
            writer.Changes.Replace(found, [.. found.Select(s => s with { State = SegmentState.Damaged, Damage = s.Cold!.Damage!.Reason })]);
        }
    }

    private List<Segment> Found() =>
        [.. context.Maps.Current.Segments(context.Catalog.All).Where(s => s is { State: not SegmentState.Damaged, Cold.Damage.IsCertain: true })];
}
