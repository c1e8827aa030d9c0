using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>Where the rows of a partition lie and since when, and what has to happen to them when: as docs/tiering.md says it.</summary>
internal sealed class AgingLife(string name, DateTime from, DateTime to)
{
    private DateTime? _openSince;
    private Tier? _laidDown;
    private DateTime? _warmUntil;
    private DateTime _writtenAt;
    private bool _wasRemoved;

    public string Name => name;

    public DateTime From => from;

    public DateTime To => to;

    public bool IsThere => _openSince is not null || _laidDown is not null;

    /// <summary>Gets a value indicating whether it was removed, and no rows came since.</summary>
    public bool IsGone => _wasRemoved && !IsThere;

    /// <summary>Gets a value indicating whether rows came while tiering went on, so that either may have been first.</summary>
    public bool TookRows { get; private set; }

    /// <summary>Gets a value indicating whether somebody asked for it, and it was not exported since.</summary>
    public bool IsRestored => _warmUntil is not null;

    public bool IsCold => _laidDown == Tier.Cold;

    /// <summary>Gets how often rows came for it after it was removed and before anything else went on.</summary>
    public int Returns { get; private set; }

    /// <summary>Notes that rows come.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isMoving">Whether tiering goes on.</param>
    public void Take(DateTime now, bool isMoving)
    {
        Returns += IsGone && !isMoving ? 1 : 0;
        _openSince ??= now;
        TookRows = isMoving;
    }

    /// <summary>Takes from the store what nobody else can tell when tiering has ended: which was first, a step or the rows that came meanwhile.</summary>
    public void Resolve(PartitionSegments found, DateTime now)
    {
        var older = found.Segments.Where(s => s.State == SegmentState.Sealed).ToList();
        _laidDown = older is [var first, ..] ? first.Tier : null;
        _warmUntil = older.Max(s => s.WarmUntil) is { } until ? TimestampConversion.FromMicroseconds(until) : null;
        (_openSince, _writtenAt) = found.Open is null ? (default(DateTime?), now) : (_openSince ?? now, _writtenAt);
        TookRows = false;
    }

    /// <summary>Tells whether something that is asked for is to be done.</summary>
    public bool IsMeant(TieringAction action) => action switch
    {
        TieringAction.Seal => _openSince is not null && !IsCold,
        TieringAction.Export => _openSince is not null || _laidDown == Tier.Warm,
        _ => IsCold,
    };

    /// <summary>Does what is due, and returns it; of each there is one in a run.</summary>
    public IReadOnlyList<TieringAction> Run(DateTime now, TierPolicy policy, TimeSpan grace)
    {
        var done = new List<TieringAction>();
        while (Due(now, policy, grace) is { } action && !done.Contains(action))
        {
            Do(action, now);
            done.Add(action);
        }

        return done;
    }

    public void Do(TieringAction action, DateTime now)
    {
        if (action == TieringAction.Expire)
        {
            (_openSince, _laidDown, _warmUntil, _wasRemoved) = (null, null, null, true);
            return;
        }

        // When its newest row came is known since it takes no more.
        _writtenAt = _openSince is null ? _writtenAt : now;
        _openSince = null;
        _laidDown = action switch { TieringAction.Seal or TieringAction.Restore => Tier.Warm, TieringAction.Export => Tier.Cold, _ => _laidDown };
        _warmUntil = action == TieringAction.Restore ? now.AddDays(7) : _laidDown == Tier.Warm ? _warmUntil : null;
    }

    private TieringAction? Due(DateTime now, TierPolicy policy, TimeSpan grace)
    {
        if (!IsThere)
        {
            return null;
        }

        if (_openSince is null && Later(to, _writtenAt) + policy.ExpireAfter <= now)
        {
            return TieringAction.Expire;
        }

        if (now < Later(to, _openSince) + grace)
        {
            return null;
        }

        var isLate = _openSince is not null && _laidDown is not null;
        if (!IsCold && Later(to + policy.Warm!.Value, _warmUntil) <= now)
        {
            return TieringAction.Export;
        }

        return isLate ? TieringAction.Merge : _openSince is not null ? TieringAction.Seal : null;
    }

    private static DateTime Later(DateTime one, DateTime? other) => other > one ? other.Value : one;
}
