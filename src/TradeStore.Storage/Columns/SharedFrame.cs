namespace TradeStore.Storage.Columns;

/// <summary>A frame that several batches lie in; given back when the last of them is.</summary>
internal sealed class SharedFrame(IDisposable frame, int owners) : IDisposable
{
    private int _owners = owners;

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            frame.Dispose();
        }
    }
}
