using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>
/// A connection that reads, with a thread of its own: DuckDB blocks while it works, and the thread pool has to stay free for the
/// callers that wait for acknowledgements.
/// </summary>
internal sealed class Reader : IDisposable
{
    // A syntax tree may be a few thousand levels deep, and is visited by recursion: the engine's limit of an expression, on each platform.
    private const int StackSize = 16 << 20;
    private readonly SemaphoreSlim _bell = new(0);
    private readonly Thread _thread;
    private Action? _work;
    private volatile bool _isDisposed;

    public Reader(DuckDbSession session, int number)
    {
        Session = session;
        _thread = new Thread(Run, StackSize) { IsBackground = true, Name = $"TradeStore reader {number}" };
        _thread.Start();
    }

    public DuckDbSession Session { get; }

    /// <summary>Gets of what the views of the connection were made.</summary>
    public Dictionary<TableSchema, ViewSources> Views { get; } = [];

    /// <summary>Runs work on the reader's thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="ended">Called on the reader's thread when it has ended, before whoever waits for it goes on.</param>
    public Task<T> RunAsync<T>(Func<DuckDbSession, T> work, Action ended)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _work, () =>
        {
            Action complete;
            try
            {
                var result = work(Session);
                complete = () => done.SetResult(result);
            }
#pragma warning disable CA1031 // Goes to the caller, who awaits the task.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                complete = () => done.SetException(exception);
            }

            ended();
            complete();
        });
        _bell.Release();
        return done.Task;
    }

    /// <summary>Ends the thread, which may be the one that calls, and lets go of the connection.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _bell.Release();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }

        Session.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _bell.Wait();
            if (_isDisposed)
            {
                _bell.Dispose();
                return;
            }

            Interlocked.Exchange(ref _work, null)?.Invoke();
        }
    }
}
