using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Trading;

namespace TradeStore.Live;

/// <summary>
/// Where rules are decided: one call after the other, against the live state, and queued for the journal in that order. What is journalled can
/// always be applied, and one call's rows are one frame.
/// </summary>
internal sealed class DecisionGate(IngestLane lane, TimeProvider clock, TableCatalog tables, TimePrecision precision = TimePrecision.Cut) : IDecisions
{
    // What a decision takes is known when it is made; most take less, and what more they take they go beyond the lane's bound by.
    private const int RoomOfADecision = 16 << 10;
    private readonly Lock _gate = new();
    private readonly List<ILiveSet> _sets = [];
    private Task _last = Task.CompletedTask;

    /// <summary>Makes a part of the live state take part.</summary>
    public TSet Add<TSet>(TSet set)
        where TSet : ILiveSet
    {
        _sets.Add(set);
        return set;
    }

    /// <summary>Decides, and returns when what was decided is durable.</summary>
    /// <param name="decide">Reads the live state and says what to write; what it throws goes to the caller, and nothing is written.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided a write goes on.</param>
    /// <exception cref="InvalidOperationException">It is called by the delegate of a batch.</exception>
    public async Task<TResult> DecideAsync<TResult>(Func<Decision, TResult> decide, CancellationToken cancellationToken)
    {
        BatchScope.ThrowIfWithin();
        cancellationToken.ThrowIfCancellationRequested();
        var observed = new ObservedWrite(lane.Telemetry, lane.Name);
        using var span = observed.StartSpan(table: null);
        PendingWrite? write = null;
        try
        {
            // Queued in the order in which it is decided, whoever waited first.
            var room = await lane.ReserveAsync(RoomOfADecision, keepsPlace: false, cancellationToken).ConfigureAwait(false);
            TResult result;
            Task durable;
            try
            {
                lock (_gate)
                {
                    var decision = new Decision(clock.GetUnixMicroseconds(), tables, precision);
                    result = decide(decision);

                    // A decision to write nothing rests on what was decided before, which may be on its way still.
                    write = decision.Rows.IsEmpty ? null : Queue(decision, room, span);
                    durable = write?.Acknowledged ?? _last;
                    _last = durable;
                }
            }
            finally
            {
                if (write is null)
                {
                    room.Dispose();
                }
            }

            await durable.ConfigureAwait(false);
            if (write is not null)
            {
                observed.Acknowledged(write);
            }

            return result;
        }
        catch (Exception exception)
        {
            observed.Failed(table: null, exception);
            StoreTelemetry.Fail(span, exception);
            throw;
        }
    }

    /// <summary>Decides about many rows or changes, one after the other and all or none, and returns when what was decided is durable.</summary>
    /// <param name="items">The rows or changes; none is <see langword="null"/>.</param>
    /// <param name="decide">Decides about one.</param>
    /// <param name="cancellationToken">Stops waiting for room; once decided the write goes on.</param>
    public Task<IReadOnlyList<TResult>> DecideEachAsync<TItem, TResult>(IReadOnlyList<TItem> items, Func<Decision, TItem, TResult> decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        return DecideAsync<IReadOnlyList<TResult>>(
            decision => RowByRow.Decide(items, item =>
            {
                ArgumentNullException.ThrowIfNull(item, nameof(items));
                return decide(decision, item);
            }),
            cancellationToken);
    }

    /// <summary>Reads what was decided last, which may not be durable yet.</summary>
    public TResult Read<TResult>(Func<Decision, TResult> read)
    {
        lock (_gate)
        {
            return read(new Decision(clock.GetUnixMicroseconds(), tables, precision));
        }
    }

    /// <summary>Takes ids of rows that are in the journal without a decision about them: whoever writes one again writes it over.</summary>
    public void Learn(IdentitySet set, IReadOnlyList<UInt128> ids)
    {
        lock (_gate)
        {
            foreach (var id in ids)
            {
                set.Acknowledge(id);
            }
        }
    }

    /// <summary>Makes everybody see what writes decided, now that they are in the journal.</summary>
    public void Publish(IReadOnlyList<PendingWrite> writes)
    {
        lock (_gate)
        {
            foreach (var write in writes)
            {
                write.Decision?.Acknowledge();
            }
        }
    }

    /// <summary>
    /// Takes back what writes decided that could not be journalled, and what was decided since, for it rests on them: the live state is again
    /// what the journal says.
    /// </summary>
    public void Withdraw(IReadOnlyList<PendingWrite> failed, Exception reason)
    {
        if (failed.All(w => w.Decision is null))
        {
            return;
        }

        List<PendingWrite> since;
        lock (_gate)
        {
            since = lane.TakeDecided();
            _sets.ForEach(s => s.Withdraw());
            _last = Task.CompletedTask;
        }

        since.ForEach(w => w.Fail(reason));
    }

    private PendingWrite Queue(Decision decision, LaneRoom room, StoreSpan span)
    {
        var write = new PendingWrite(decision.Encode(), decision);
        try
        {
            write.ThrowIfTooLarge();
            lane.Enqueue(write, room);
        }
        catch
        {
            write.Release();
            throw;
        }

        decision.Decide();
        span.Describe(decision.Describe);
        return write;
    }
}
