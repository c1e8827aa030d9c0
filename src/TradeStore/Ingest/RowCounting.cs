using TradeStore.Model;

namespace TradeStore.Ingest;

/// <summary>What the writer counts of a batch whose caller wants to know; each of its frames is applied by itself.</summary>
internal sealed class RowCounting
{
    private readonly Lock _gate = new();
    private AppendCounts _counts = new();
    private UncountedReason? _reason;

    /// <summary>Gets or sets the sequence number of the last frame.</summary>
    public long Sequence { get; set; }

    /// <summary>Adds what became of a frame's rows, which are applied.</summary>
    public void Add(AppendCounts counts)
    {
        lock (_gate)
        {
            _counts = new AppendCounts
            {
                Kept = _counts.Kept + counts.Kept,
                AlreadyThere = _counts.AlreadyThere + counts.AlreadyThere,
                Replaced = _counts.Replaced + counts.Replaced,
                InConflict = _counts.InConflict + counts.InConflict,
            };
        }
    }

    /// <summary>Notes why rows are not counted.</summary>
    public void GiveUp(UncountedReason reason)
    {
        lock (_gate)
        {
            _reason ??= reason;
        }
    }

    /// <summary>Returns what is known of a batch; a frame that nobody counted leaves nothing known.</summary>
    public AppendResult Result(int rows)
    {
        lock (_gate)
        {
            return _counts.Kept + _counts.AlreadyThere + _counts.Replaced + _counts.InConflict == rows && _reason is null
                ? new AppendResult { Rows = rows, Counts = _counts }
                : new AppendResult { Rows = rows, Uncounted = _reason ?? UncountedReason.EngineRecovered };
        }
    }
}
