using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;

namespace TradeStore.Storage.Writing;

// How it ends: in good order, or by a fault.
internal sealed partial class WriterRecovery
{
    /// <summary>Ends writing and reading until the store is reopened; any thread may, and the writer's closes the engine.</summary>
    public void Fault(StoreFaultedException error)
    {
        if (Interlocked.CompareExchange(ref _fault, error, null) is not null)
        {
            return;
        }

        Lanes.Close(error);
        Barrier.Fail(error);
        _options.Telemetry?.Logger.StoreFaulted(error);
    }

    /// <summary>Closes the engine of a store that another thread has ended.</summary>
    public void CloseIfFaulted()
    {
        if (Faulted is { } fault && Writer is not null)
        {
            Close(() => fault);
        }
    }

    /// <summary>Writes everything into the database file, so that the next open has nothing to replay.</summary>
    public void Finish()
    {
        // A read that goes on would keep the engine from it; where one cannot be ended the journal holds what the file lacks.
        Each(pool => pool.Close(ReaderPool.Closed));
        using var limit = new CancellationTokenSource(LongestFinish, _options.TimeProvider);
        try
        {
            if (Checkpoint(limit.Token))
            {
                Writer?.Changes.DeleteLeftFiles();
                _mark?.Close();
            }
        }
        catch (ObjectDisposedException) when (limit.IsCancellationRequested)
        {
        }
    }

    private void FaultStore(Exception cause, Exception last)
    {
        var error = new StoreFaultedException(
            $"The engine failed ({cause.Message}) and could not be brought back ({last.Message}). What was acknowledged is in the journal; reopen the store to have it applied.",
            last);
        Fault(error);
        try
        {
            Close(() => error);
        }
#pragma warning disable CA1031 // The store has ended already, and the thread lives on to answer who waits.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _options.Telemetry?.Logger.EngineFailed(exception);
        }
    }
}
