using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;

namespace TradeStore.Storage.Reading;

/// <summary>Fetches a stream's chunks on a reader's thread and hands them over in groups.</summary>
internal sealed class StreamPump(StreamFeed feed, ReadContext context, ObservedQuery observed) : IDisposable
{
    // A hand-over wakes the caller's thread, which costs more than a chunk: groups start with one chunk, for the first rows' sake, and double.
    private const int LargestGroup = 8;
    private List<DataChunk> _group = [];
    private ChunkSpool? _spool;
    private int _groupSize = 1;
    private long _rows;

    public void Run(IStreamedRead read)
    {
        using var guard = new QueryGuard(feed.Lease, feed.Timeout, context.Clock, feed.Interrupting);
        try
        {
            guard.ThrowIfStopped();
            using var snapshot = read.Begin(feed.Lease.Reader, guard);
            try
            {
                Run(snapshot, guard);
            }
            catch (DuckDbException exception)
            {
                throw Explained(exception, () => snapshot.Explain(guard, exception));
            }
        }
        catch (Exception exception)
        {
            var explained = exception is DuckDbException or OperationCanceledException ? Explained(exception, () => guard.Explain(exception)) : exception;
            observed.Failed(explained);
            if (ReferenceEquals(explained, exception))
            {
                throw;
            }

            throw explained;
        }
        finally
        {
            _group.ForEach(chunk => chunk.Dispose());
            feed.Writer.Complete();
        }
    }

    /// <summary>Lets go of the file of a stream that failed.</summary>
    public void Dispose() => _spool?.Dispose();

    private void Run(StreamedSnapshot snapshot, QueryGuard guard)
    {
        foreach (var chunk in snapshot.Chunks(observed))
        {
            _rows += chunk.RowCount;
            if (_spool is null && feed.Lease.LettingGo.IsCancellationRequested)
            {
                _spool = new ChunkSpool(context.Folder.Temporary);
                SetAside();
            }

            _group.Add(chunk);
            if (_spool is not null)
            {
                SetAside();
                guard.Restart();
            }
            else if (_group.Count >= _groupSize)
            {
                HandOver(guard);
            }

            if (guard.IsStopped || feed.Stop.IsCancellationRequested)
            {
                break;
            }
        }

        if (_spool is null)
        {
            HandOver(guard);
        }

        guard.ThrowIfStopped();
        feed.Stop.ThrowIfCancellationRequested();
        if (_group.Count > 0 && !guard.IsStopped)
        {
            // The caller had not taken what was read last when it was to be let go of.
            _spool ??= new ChunkSpool(context.Folder.Temporary);
            SetAside();
        }

        observed.Completed(_rows);
        if (_spool is not null)
        {
            _spool.Rewind();
            feed.ContinueFrom(_spool);
            _spool = null;
        }
    }

    private void SetAside()
    {
        foreach (var chunk in _group)
        {
            _spool!.Write(chunk);
            chunk.Dispose();
        }

        _group.Clear();
        feed.FreeUsed();
    }

    private Exception Explained(Exception exception, Func<Exception> explain)
    {
        if (feed.CallersToken.IsCancellationRequested)
        {
            return new OperationCanceledException("The query was cancelled.", exception, feed.CallersToken);
        }

        // The pool's reason comes before the caller's leaving: both are in the token that stops the query.
        return feed.Lease.Revocation is { } revocation ? revocation()
            : feed.Stop.IsCancellationRequested ? new OperationCanceledException("The stream was left.", exception)
            : explain();
    }

    private void HandOver(QueryGuard guard)
    {
        if (_group.Count == 0)
        {
            return;
        }

        while (!feed.Writer.TryWrite(_group))
        {
            // A caller who computes for long does not use the query's time up.
            guard.Pause();
            observed.Pause();
            var isLettingGo = !WaitForRoom();
            observed.Resume();
            if (isLettingGo)
            {
                return;
            }
        }

        feed.FreeUsed();
        guard.Restart();
        _group = new List<DataChunk>(LargestGroup);
        _groupSize = Math.Min(_groupSize * 2, LargestGroup);
    }

    /// <summary>Waits until the caller has taken a group; returns false when the snapshot is to be let go of instead.</summary>
    private bool WaitForRoom()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(feed.Stop, feed.Lease.LettingGo);
        try
        {
            return feed.Writer.WaitToWriteAsync(either.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!feed.Stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
