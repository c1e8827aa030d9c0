namespace TradeStore.Tests.Tiering.Histories;

/// <summary>Reads the tables of a history, as often as it is told to, while others write and move their rows.</summary>
internal sealed class AgingReader : IAsyncDisposable
{
    private readonly Store _store;
    private readonly Func<IReadOnlyList<AgingTable>> _tables;
    private readonly Random _random;
    private readonly SemaphoreSlim _turns = new(0);
    private readonly Task _reading;
    private volatile bool _isStopped;

    public AgingReader(Store store, Func<IReadOnlyList<AgingTable>> tables, Random random)
    {
        (_store, _tables, _random) = (store, tables, random);
        _reading = Task.Run(RunAsync);
    }

    /// <summary>Has it read so many times.</summary>
    public void Read(int times) => _turns.Release(times);

    /// <summary>Throws what it found: it is told at the step at which it happened.</summary>
    public Task CheckAsync() => _reading.IsCompleted ? _reading : Task.CompletedTask;

    public async Task StopAsync()
    {
        _isStopped = true;
        _turns.Release();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        _isStopped = true;
        _turns.Release();
        await _reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _turns.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_isStopped)
        {
            await _turns.WaitAsync();
            if (_tables() is { Count: > 0 } tables)
            {
                await tables[_random.Next(tables.Count)].ReadBesideAsync(_store, _random);
            }
        }
    }
}
