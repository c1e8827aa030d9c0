namespace TradeStore.Hosting;

/// <summary>Has an idle store write the engine's log into the database file: the next opening then has nothing to replay.</summary>
internal sealed class IdleCheckpoint(Store store)
{
    private long _sequence = -1;

    /// <summary>Looks once: nothing was written since the last look, and the log holds something.</summary>
    /// <returns>Whether a checkpoint was made.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var sequence = store.Parts.Journal!.DurableSequence;
        var isIdle = sequence == _sequence;
        _sequence = sequence;
        if (!isIdle || store.Parts.Gauges!.EngineLogBytes == 0)
        {
            return false;
        }

        await store.CheckpointAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }
}
