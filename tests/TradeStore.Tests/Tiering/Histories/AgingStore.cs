using TradeStore.Configuration;
using TradeStore.Schema.Tables;
using TradeStore.Tests.Support;
using TradeStore.Tiering;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A store whose tables age by a random history, while readers look on; after each step the table it touched equals the model.</summary>
internal sealed class AgingStore(Random random) : IAsyncDisposable
{
    // A reader that never rests would leave the histories little of two cores.
    private const int ReadsOfAStep = 2;
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new();
    private readonly List<AgingTable> _finished = [];
    private readonly List<string> _steps = [];
    private StoreOptions _options = null!;
    private IReadOnlyList<AgingTable> _tables = [];
    private Store _store = null!;
    private volatile bool _isStopped;
    private Task _readers = Task.CompletedTask;
    private readonly SemaphoreSlim _turns = new(0);
    private int _reads;

    /// <summary>Gets what was done, for the case that it fails.</summary>
    public string Steps => string.Join(Environment.NewLine, _steps);

    public int Reads => _reads;

    public async Task OpenAsync()
    {
        _options = Quick.Options(options =>
        {
            options.TimeProvider = _clock;
            options.Engine.Threads = 1;
            options.Writing.DirectRows = random.Next(2) == 0 ? 1 : options.Writing.DirectRows;
            options.Writing.TailAge = TimeSpan.FromMilliseconds(random.Next(2) * 1_000);
            AgingMoves.Declare(options);

            // A run exports, too, and nothing is ever too old.
            foreach (var table in AgingKinds.All(DateTime.UnixEpoch))
            {
                options.Tiering.Tables[table.Name] = new TierPolicy { Warm = TimeSpan.FromDays(random.Next(1, 40)) };
            }
        });
        _store = await Store.OpenAsync(_folder.Path, _options);

        // Fewer than the options allow, so that small partitions become several files, and are sorted in several pieces.
        _options.Tiering.FileRows = random.Next(2) == 0 ? 7 : _options.Tiering.FileRows;
        _options.Tiering.SliceRows = random.Next(2) == 0 ? 5 : _options.Tiering.SliceRows;
        _steps.Add($"open: {_options.Writing.DirectRows} rows direct, tails of {_options.Writing.TailAge}, {_options.Tiering.FileRows} rows a file, {_options.Tiering.SliceRows} a slice");
        StartReading();
    }

    /// <summary>Lives one history in a range of its own.</summary>
    public async Task LiveAsync(DateTime from, int steps)
    {
        foreach (var table in _tables)
        {
            table.IsOver = true;
        }

        // One table each: runs of tiering meet those of the histories before, too.
        var all = AgingKinds.All(from);
        _tables = [all[random.Next(all.Count)]];
        _finished.AddRange(_tables);
        _clock.MoveTo(from.AddMonths(1).AddHours(random.Next(30)));
        _steps.Add($"history of {from:yyyy-MM}");
        foreach (var table in _tables)
        {
            await table.AppendAsync(_store, random);
        }

        for (var step = 0; step < steps; step++)
        {
            _turns.Release(ReadsOfAStep);
            await StepAsync(_tables[random.Next(_tables.Count)]);
            await EndedReadersAsync();
        }

        await CheckAsync(_tables, "at the end");
    }

    /// <summary>Opens the store once more and compares all that it has ever taken, and the files that it has.</summary>
    public async Task FinishAsync()
    {
        await ReopenAsync();
        await CheckAsync(_finished, "at last");
        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _isStopped = true;
        _turns.Release();
        await _readers.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await (_store?.DisposeAsync() ?? default);
        _folder.Dispose();
        _turns.Dispose();
    }

    private async Task StepAsync(AgingTable table)
    {
        var (from, to) = Range(table);
        var step = random.Next(16);
        _steps.Add($"{step switch { < 6 => "append", < 8 => "seal", < 10 => "export", 10 => "restore", < 13 => "run", 13 => "checkpoint", 14 => "reopen", _ => "append much" }} {table.Name} {from:MM-dd}..{to:MM-dd}");
        switch (step)
        {
            case < 6:
                await table.AppendAsync(_store, random);
                break;
            case < 8:
                Expect(await _store.Tiering.SealAsync(table.Name, from, to));
                break;
            case < 10:
                Expect(await _store.Tiering.ExportAsync(table.Name, from, to));
                break;
            case 10:
                Expect(await _store.Tiering.RestoreAsync(table.Name, from, to));
                break;
            case < 13:
                _clock.Advance(TimeSpan.FromHours(random.Next(40)));
                Expect(await _store.Tiering.RunAsync());
                break;
            case 13:
                await _store.CheckpointAsync();
                break;
            case 14:
                await ReopenAsync();
                await CheckAsync(_tables, "reopened");
                return;
            default:
                // While rows are moved others come.
                var moving = random.Next(2) == 0 ? _store.Tiering.ExportAsync(table.Name, from, to) : _store.Tiering.SealAsync(table.Name, from, to);
                for (var i = 0; i < 4; i++)
                {
                    await table.AppendAsync(_store, random);
                }

                Expect(await moving);
                break;
        }

        await table.CheckAsync(_store, $"after step {_steps.Count}");
    }

    private (DateTime From, DateTime To) Range(AgingTable table)
    {
        var from = table.From.AddDays(random.Next(2) == 0 ? 0 : random.Next(70));
        return (from, random.Next(2) == 0 ? table.To : from.AddDays(random.Next(1, 20)));
    }

    private static void Expect(TieringReport report) => Assert.That(report.Failed, Is.Empty);

    private async Task CheckAsync(IEnumerable<AgingTable> tables, string when)
    {
        foreach (var table in tables)
        {
            await table.CheckAsync(_store, when);
        }
    }

    private async Task ReopenAsync()
    {
        await StopAsync();
        await _store.DisposeAsync();
        var (files, slices) = (_options.Tiering.FileRows, _options.Tiering.SliceRows);
        _options.Tiering.FileRows = new TieringOptions().FileRows;
        _store = await Store.OpenAsync(_folder.Path, _options);
        (_options.Tiering.FileRows, _options.Tiering.SliceRows) = (files, slices);
        Debris.Check(_store);
        StartReading();
    }

    private async Task StopAsync()
    {
        _isStopped = true;
        _turns.Release();
        await _readers;
    }

    // What a reader found is told at the step at which it happened.
    private Task EndedReadersAsync() => _readers.IsCompleted ? _readers : Task.CompletedTask;

    private void StartReading()
    {
        var choice = new Random(random.Next());
        _isStopped = false;
        _readers = Task.Run(async () =>
        {
            while (!_isStopped)
            {
                await _turns.WaitAsync();
                if (_tables is { Count: > 0 } tables)
                {
                    await tables[choice.Next(tables.Count)].ReadBesideAsync(_store, choice);
                    Interlocked.Increment(ref _reads);
                }
            }
        });
    }
}
