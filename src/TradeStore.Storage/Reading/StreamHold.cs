namespace TradeStore.Storage.Reading;

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
