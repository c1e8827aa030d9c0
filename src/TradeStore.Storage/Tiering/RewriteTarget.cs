using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Tiering;

/// <summary>What a partition becomes when it is laid down anew.</summary>
/// <param name="Tier">Where its rows lie then.</param>
internal sealed record RewriteTarget(Tier Tier)
{
    /// <summary>Gets what stays of its rows; all of them when <see langword="null"/>.</summary>
    public Reduction? Reduction { get; init; }

    /// <summary>Gets until when it is not exported although its age says so, in microseconds since 1970.</summary>
    public long? WarmUntil { get; init; }
}
