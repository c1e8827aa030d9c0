using System.Collections.Concurrent;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Writing;

/// <summary>
/// A thread beside the writer for what takes long: moving memtables into their partitions, and checkpoints. New rows go on being applied to
/// the memtable meanwhile.
/// </summary>
internal sealed class Upkeep : IDisposable
{
    private readonly BlockingCollection<(Action Work, Action<Exception>? OnFailure)> _queue = [];
    private readonly Thread _thread;
    private readonly Action<Exception> _onFailure;
    private volatile Exception? _failure;

    public Upkeep(Action<Exception> onFailure)
    {
        _onFailure = onFailure;
        _thread = new Thread(Run) { IsBackground = true, Name = "TradeStore upkeep" };
        _thread.Start();
    }

    /// <summary>Queues work; a failure goes to the handler, and nothing more is done after it.</summary>
    public void Enqueue(Action work) => _queue.Add((work, null));

    /// <summary>Queues work and tells when it is done or has failed.</summary>
    /// <exception cref="TradeStoreException">The engine is being closed; it is opened again, or the store is closed.</exception>
    public Task<T> EnqueueAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            _queue.Add((() => done.TrySetResult(work()), failure => done.TrySetException(failure)));
        }
        catch (InvalidOperationException exception)
        {
            // Whoever waits for a turn of the upkeep while the engine is closed hears of that, not of a queue.
            done.TrySetException(new TradeStoreException(TradeStoreErrorCode.EngineReopening, "The engine is being opened again, or the store is closed; try again.", exception));
        }

        return done.Task;
    }

    /// <summary>Waits until all that is queued now is done.</summary>
    public void Wait() => EnqueueAsync(() => true).GetAwaiter().GetResult();

    /// <summary>Does what is queued and ends the thread.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
    }

    private void Run()
    {
        foreach (var (work, onFailure) in _queue.GetConsumingEnumerable())
        {
            try
            {
                if (_failure is null)
                {
                    work();
                    continue;
                }
            }
#pragma warning disable CA1031 // The writer decides what to do about a failure; the thread only carries it there.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failure = exception;
                _onFailure(exception);
            }

            onFailure?.Invoke(_failure!);
        }
    }
}
