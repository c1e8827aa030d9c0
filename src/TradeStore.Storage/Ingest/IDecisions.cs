namespace TradeStore.Storage.Ingest;

/// <summary>What one call decided against state that is kept in memory.</summary>
internal interface IDecision
{
    /// <summary>Makes everybody see it, now that it is in the journal.</summary>
    public void Acknowledge();
}

/// <summary>Where writes are decided before they are queued: it is told what became of them, so that its state is what the journal says.</summary>
internal interface IDecisions
{
    /// <summary>Makes everybody see what writes decided, now that they are in the journal.</summary>
    public void Publish(IReadOnlyList<PendingWrite> writes);

    /// <summary>Takes back what writes decided that could not be journalled, and what was decided since.</summary>
    public void Withdraw(IReadOnlyList<PendingWrite> failed, Exception reason);
}
