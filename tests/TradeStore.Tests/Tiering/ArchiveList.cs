using TradeStore.Errors;
using TradeStore.Tiering;
using TradeStore.Tiers;

namespace TradeStore.Tests.Tiering;

/// <summary>An archive that notes what it is given.</summary>
internal sealed class ArchiveList(Func<Segment, bool> isThere) : IColdArchive
{
    public List<long> Stored { get; } = [];

    public Exception? Failure { get; set; }

    public bool Has(Segment segment) => Stored.Contains(segment.Id);

    public Task StoreAsync(Segment segment, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            return Task.FromException(Failure);
        }

        Assert.That(isThere(segment), Is.True, "a file that is there, of a segment that reads see");
        Stored.Add(segment.Id);
        return Task.CompletedTask;
    }

    public static TradeStoreException Full() => new DiskFullException("The archive is full.");
}
