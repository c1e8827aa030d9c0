using System.Collections.Concurrent;
using System.Threading.Channels;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading;

/// <summary>What a stream's reader fills and its caller empties, a few chunks ahead. It does not know the caller's side, which can be collected while the reader works.</summary>
internal sealed class StreamFeed
{
    // With the groups' largest size, enough to keep the engine busy while the caller computes; more would only hold memory.
    private const int GroupsAhead = 3;
    private readonly Channel<List<DataChunk>> _channel = Channel.CreateBounded<List<DataChunk>>(new BoundedChannelOptions(GroupsAhead) { SingleReader = true, SingleWriter = true });
    private readonly ConcurrentQueue<DataChunk> _used = new();
    private readonly CancellationTokenSource _stop;
    private readonly ReaderLease _lease;
    private readonly ReadContext _context;
    private readonly ObservedQuery _observed;
    private Task _pumping = Task.CompletedTask;
    private ChunkSpool? _spool;

    private StreamFeed(ReaderLease lease, ReadContext context, ObservedQuery observed, TimeSpan timeout, bool isInTransaction, CancellationToken callersToken)
    {
        _lease = lease;
        _context = context;
        _observed = observed;
        Timeout = timeout;
        CallersToken = callersToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(callersToken, lease.Revoked);
        Interrupting = isInTransaction ? callersToken : _stop.Token;
    }

    public ReaderLease Lease => _lease;

    public CancellationToken CallersToken { get; }

    /// <summary>Gets how long it may take from one hand-over to the next.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Gets what ends the reader's work: the caller's token, the caller's leaving, or the pool.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Gets what interrupts the engine, beside the pool: the caller's token, and the caller's leaving where no transaction goes on, which an interrupt would abort.</summary>
    public CancellationToken Interrupting { get; }

    public ChannelWriter<List<DataChunk>> Writer => _channel.Writer;

    /// <summary>Starts to read on the lease's reader, which goes back to the pool when all is read.</summary>
    public static StreamFeed Start(ReaderLease lease, ReadContext context, IStreamedRead read, ObservedQuery observed, CancellationToken cancellationToken) =>
        Start(lease, lease.RunAsync, context, read, observed, context.Options.QueryTimeout, isInTransaction: false, cancellationToken);

    /// <summary>Starts to read on a reader.</summary>
    /// <param name="lease">The reader's lease.</param>
    /// <param name="runAsync">Runs work on the reader's thread.</param>
    /// <param name="context">What every read needs.</param>
    /// <param name="read">What is read.</param>
    /// <param name="observed">What observes the read.</param>
    /// <param name="timeout">How long it may take from one hand-over to the next.</param>
    /// <param name="isInTransaction">Whether the reader's transaction goes on after the stream.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    public static StreamFeed Start(
        ReaderLease lease,
        Func<Func<DuckDbSession, bool>, Task> runAsync,
        ReadContext context,
        IStreamedRead read,
        ObservedQuery observed,
        TimeSpan timeout,
        bool isInTransaction,
        CancellationToken cancellationToken)
    {
        var feed = new StreamFeed(lease, context, observed, timeout, isInTransaction, cancellationToken);
        try
        {
            feed._pumping = runAsync(_ =>
            {
                using var pump = new StreamPump(feed, context, observed);
                pump.Run(read);
                return true;
            });
            return feed;
        }
        catch
        {
            feed._stop.Dispose();
            throw;
        }
    }

    /// <summary>Takes what was read next; <see langword="null"/> at the end.</summary>
    /// <exception cref="ObjectDisposedException">The store has been closed.</exception>
    /// <exception cref="StoreCorruptException">What is read is damaged, which is recorded.</exception>
    public async ValueTask<List<DataChunk>?> NextAsync()
    {
        while (await _channel.Reader.WaitToReadAsync(CallersToken).ConfigureAwait(false))
        {
            if (_channel.Reader.TryRead(out var group))
            {
                return group;
            }
        }

        try
        {
            await _pumping.ConfigureAwait(false);
        }
        catch (StoreCorruptException)
        {
            await _context.Damages.WriteAsync().ConfigureAwait(false);
            throw;
        }

        ThrowIfClosed();
        return _spool is not null && await _spool.ReadAsync(CallersToken).ConfigureAwait(false) is { } chunk ? [chunk] : null;
    }

    /// <summary>Has the caller read on from a file when it has taken what is there.</summary>
    public void ContinueFrom(ChunkSpool spool) => _spool = spool;

    /// <summary>Throws when the engine that was read has been closed: the stream cannot go on, or must not.</summary>
    public void ThrowIfClosed()
    {
        if (_lease.Revocation is { } revocation)
        {
            throw revocation();
        }

        _context.Pool.ThrowIfClosed();
    }

    /// <summary>Takes a chunk back that the caller has seen. Memory is cheapest freed by the thread that took it, the reader's.</summary>
    public void Return(DataChunk? chunk)
    {
        if (_pumping.IsCompleted)
        {
            chunk?.Dispose();
        }
        else if (chunk is not null)
        {
            _used.Enqueue(chunk);
        }
    }

    /// <summary>Frees what the caller has seen.</summary>
    public void FreeUsed()
    {
        while (_used.TryDequeue(out var chunk))
        {
            chunk.Dispose();
        }
    }

    /// <summary>Has the reader end, waits until it has let go, and frees what nobody took.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        while (await _channel.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (_channel.Reader.TryRead(out var group))
            {
                group.ForEach(chunk => chunk.Dispose());
            }
        }

        FreeUsed();
        await Task.WhenAny(_pumping).ConfigureAwait(false);
        _spool?.Dispose();
        _stop.Dispose();
        _observed.Dispose();
    }
}

/// <summary>
/// The caller's hold of a stream. When nobody can reach it any more, since an enumerator was neither read to its end nor disposed, the stream ends all
/// the same and its reader goes back to the pool.
/// </summary>
internal sealed class StreamHold(StreamFeed feed) : IAsyncDisposable
{
#pragma warning disable MA0055 // What is let go of is a reader, and nobody else can tell that its stream was forgotten.
    ~StreamHold() => ThreadPool.UnsafeQueueUserWorkItem(static feed => _ = feed.EndAsync(), feed, preferLocal: false);
#pragma warning restore MA0055

    public StreamFeed Feed => feed;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return new ValueTask(feed.EndAsync());
    }
}
