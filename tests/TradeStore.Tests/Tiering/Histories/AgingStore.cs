using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiering;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>A store whose tables age by a random history, while readers look on; after each step the table it touched equals the model.</summary>
internal sealed class AgingStore(Random random, AgingCounts counts) : IAsyncDisposable
{
    // A reader that never rests would leave the histories little of two cores.
    private const int ReadsOfAStep = 2;

    // Fewer than the options allow, so that small partitions become several files, which later are fewer again.
    private const long FewRows = 10;
    private const long ManyRows = 1_000;
    private readonly TemporaryFolder _folder = new();
    private readonly MovableClock _clock = new();
    private readonly List<AgingTable> _finished = [];
    private readonly List<string> _steps = [];
    private StoreOptions _options = null!;
    private IReadOnlyList<AgingTable> _tables = [];
    private Store _store = null!;
    private AgingReader? _reader;

    /// <summary>Gets what was done, for the case that it fails.</summary>
    public string Steps => string.Join(Environment.NewLine, _steps);

    public async Task OpenAsync()
    {
        _options = Quick.Options(options =>
        {
            options.TimeProvider = _clock;
            options.Engine.Threads = 1;
            options.Writing.DirectRows = random.Next(2) == 0 ? 1 : options.Writing.DirectRows;
            options.Writing.MemtableAge = TimeSpan.FromMilliseconds(random.Next(2) * 1_000);
            AgingMoves.Declare(options);

            // Some tables are kept for ever; of others rows go while their history goes on, or while a later one does.
            foreach (var table in AgingKinds.All(DateTime.UnixEpoch))
            {
                var kept = random.Next(5) switch { 0 => default(int?), 1 => random.Next(30, 200), 2 => random.Next(2, 8), _ => 1 };
                options.Tiering.Tables[table.Name] = new TierPolicy { Warm = TimeSpan.FromDays(random.Next(1, 40)), ExpireAfter = kept is { } days ? TimeSpan.FromDays(days) : null };
            }
        });
        _store = await Quick.OpenAsync(_folder.Path, _options);

        // Fewer than the options allow, so that small partitions are sorted in several pieces.
        _options.Tiering.FileRows = random.Next(2) == 0 ? FewRows : ManyRows;
        _options.Tiering.SliceRows = random.Next(2) == 0 ? 5 : _options.Tiering.SliceRows;
        _steps.Add($"open: {_options.Writing.DirectRows} rows direct, memtables of {_options.Writing.MemtableAge}, {_options.Tiering.FileRows} rows a file, {_options.Tiering.SliceRows} a slice");
        _steps.AddRange(_options.Tiering.Tables.Select(t => $"{t.Key}: {t.Value}"));
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
            _reader!.Read(ReadsOfAStep);
            await StepAsync(_tables[random.Next(_tables.Count)]);
            await _reader.CheckAsync();
        }
    }

    /// <summary>Opens the store once more and compares all that it has ever taken, and the files that it has.</summary>
    public async Task FinishAsync()
    {
        await ReopenAsync();
        await CheckAsync(_finished, "at last");
        counts.Add(AgingCounts.Returned, _finished.SelectMany(t => t.Lives).Sum(l => l.Returns));
        await _reader!.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_reader?.DisposeAsync() ?? default);
        await (_store?.DisposeAsync() ?? default);
        _folder.Dispose();
    }

    private async Task StepAsync(AgingTable table)
    {
        var (from, to) = Range(table);
        var step = Next(table);
        _steps.Add($"{step switch { < 4 => "append", < 6 => "seal", < 8 => "export", < 10 => "restore", < 12 => "run", < 14 => "run beside rows", 14 => "checkpoint", 15 => "reopen", _ => "move beside rows" }} {table.Name} {from:MM-dd}..{to:MM-dd}");
        switch (step)
        {
            case < 4:
                await table.AppendAsync(_store, random);
                break;
            case < 6:
                await RequestAsync(TieringAction.Seal, table, from, to);
                break;
            case < 8:
                await RequestAsync(TieringAction.Export, table, from, to);
                break;
            case < 10:
                await RequestAsync(TieringAction.Restore, table, from, to);
                break;
            case < 14:
                await RunAsync(beside: step >= 12 ? table : null);
                break;
            case 14:
                await _store.CheckpointAsync();
                break;
            case 15:
                await ReopenAsync();
                await CheckAsync(_tables, "reopened");
                return;
            default:
                await RequestAsync(random.Next(2) == 0 ? TieringAction.Export : TieringAction.Seal, table, from, to, isBesideRows: true);
                break;
        }

        await table.CheckAsync(_store, $"after step {_steps.Count}");
    }

    // What is rare otherwise comes more often: rows for what was removed, a run after something was restored, and something to be restored.
    private int Next(AgingTable table)
    {
        var lives = table.Lives.ToList();
        var step = random.Next(17);
        return lives.Exists(l => l.IsGone) && random.Next(2) == 0 ? 0
            : lives.Exists(l => l.IsRestored) && random.Next(2) == 0 ? 11 + random.Next(2)
            : step is 8 or 9 && !lives.Exists(l => l.IsCold) ? 7
            : step;
    }

    private async Task RequestAsync(TieringAction action, AgingTable table, DateTime from, DateTime to, bool isBesideRows = false)
    {
        var begun = Watch(isBesideRows);
        var expectation = AgingExpectation.OfRequest(action, table, from, to, _clock.Now);
        var tiering = _store.Tiering;
        var moving = action switch
        {
            TieringAction.Seal => tiering.SealAsync(table.Name, from, to),
            TieringAction.Export => tiering.ExportAsync(table.Name, from, to),
            _ => tiering.RestoreAsync(table.Name, from, to),
        };
        await EndAsync(expectation, moving, isBesideRows ? table : null, begun);
    }

    private async Task RunAsync(AgingTable? beside)
    {
        // What was appended counts from when it is in its partition.
        await _store.Parts.Tiering!.AppliedAsync();
        _clock.Advance(beside is null && random.Next(2) == 0 ? TimeSpan.FromHours(random.Next(40)) : TimeSpan.FromDays(random.Next(1, 15)));
        _options.Tiering.FileRows = random.Next(2) == 0 ? FewRows : ManyRows;
        _steps[^1] += $" at {_clock.Now:O}, {_options.Tiering.FileRows} rows a file";
        var expectation = AgingExpectation.OfRun(_finished, _clock.Now, _options.Tiering);
        var begun = Watch(beside is not null, _tables.Any(expectation.Removes));
        await EndAsync(expectation, _store.Tiering.RunAsync(), beside, begun);
    }

    private async Task EndAsync(AgingExpectation expectation, Task<TieringReport> moving, AgingTable? beside, Task begun)
    {
        // While rows are moved others come.
        await Task.WhenAny(begun, moving);
        for (var i = random.Next(1, 5); i > 0 && beside is not null; i--)
        {
            await beside.AppendAsync(_store, random);
        }

        var report = await moving;
        _options.Tiering.Reached = null;
        await _store.Parts.Tiering!.AppliedAsync();
        expectation.Check(_store, report, counts);
    }

    // Says when rows come: at once, or when a step has reached some point; where partitions are removed one after the other, readers look in between.
    private Task Watch(bool isBesideRows, bool isBetween = false)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var awaited = random.Next(5) switch { 0 => TieringPoint.Closed, 1 => TieringPoint.Switched, 2 => TieringPoint.Removed, _ => default(TieringPoint?) };
        _options.Tiering.Reached = point =>
        {
            _ = point == awaited && begun.TrySetResult();
            if (isBetween && point == TieringPoint.Removed)
            {
                _reader!.Read(1);
            }
        };
        return isBesideRows && awaited is not null ? begun.Task : Task.CompletedTask;
    }

    private (DateTime From, DateTime To) Range(AgingTable table)
    {
        // Around the end of the month, where the rows are.
        var from = random.Next(2) == 0 ? table.From : table.From.AddMonths(1).AddDays(random.Next(-3, 1));
        return (from, random.Next(2) == 0 ? table.To : from.AddDays(random.Next(1, 30)));
    }

    private async Task CheckAsync(IEnumerable<AgingTable> tables, string when)
    {
        foreach (var table in tables)
        {
            await table.CheckAsync(_store, when);
        }
    }

    private async Task ReopenAsync()
    {
        await _reader!.StopAsync();
        await _reader.DisposeAsync();
        _reader = null;
        await _store.DisposeAsync();
        var (files, slices) = (_options.Tiering.FileRows, _options.Tiering.SliceRows);
        _options.Tiering.FileRows = new TieringOptions().FileRows;
        _store = await Store.OpenAsync(_folder.Path, _options);
        (_options.Tiering.FileRows, _options.Tiering.SliceRows) = (files, slices);
        Debris.Check(_store);
        StartReading();
    }

    private void StartReading() => _reader = new AgingReader(_store, () => _tables, new Random(random.Next()));
}
