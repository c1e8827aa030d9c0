namespace TradeStore.Reading;

/// <summary>A reader for as long as one read lasts; it goes back to the pool when disposed.</summary>
internal sealed class ReaderLease(Reader reader, ReaderPool pool, long generation) : IDisposable
{
    private ReaderPool? _pool = pool;

    public Reader Reader { get; } = reader;

    public void Dispose() => Interlocked.Exchange(ref _pool, null)?.Return(Reader, generation);
}
