namespace TradeStore.Storage.Ingest;

/// <summary>What the writer counts of a batch whose caller wants to know; its frame is applied by itself.</summary>
internal sealed class RowCounting
{
    private readonly Lock _gate = new();
    private AppendCounts? _counts;
    private UncountedReason? _reason;

    /// <summary>Gets or sets the sequence number of the batch's frame.</summary>
    public long Sequence { get; set; }

    /// <summary>Notes what became of the rows, which are applied.</summary>
    public void Counted(AppendCounts counts)
    {
        lock (_gate)
        {
            _counts = counts;
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

    /// <summary>Returns what is known of the batch; what nobody has counted came from the journal when the engine was opened again.</summary>
    public AppendResult Result(int rows)
    {
        lock (_gate)
        {
            // An empty batch has no frame.
            var counts = rows == 0 ? new AppendCounts() : _counts;
            return _reason is null && counts is not null
                ? new AppendResult { Rows = rows, Counts = counts }
                : new AppendResult { Rows = rows, Uncounted = _reason ?? UncountedReason.EngineRecovered };
        }
    }
}
