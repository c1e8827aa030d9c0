using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Opening;

namespace TradeStore.CrashTests.Damages;

/// <summary>Every row that was acknowledged, with the sequence number of its frame: the oracle that an opened store is held to.</summary>
internal sealed class AcknowledgedRows
{
    private readonly Dictionary<string, (string Row, string Slice, long Sequence)> _rows = new(StringComparer.Ordinal);

    public AcknowledgedRows()
    {
    }

    /// <summary>Starts from what another one knows up to a sequence number.</summary>
    public AcknowledgedRows(AcknowledgedRows other, long upTo)
    {
        foreach (var (key, row) in other._rows.Where(r => r.Value.Sequence <= upTo))
        {
            _rows.Add(key, row);
        }

        Sequence = upTo;
    }

    /// <summary>Gets the last sequence number acknowledged.</summary>
    public long Sequence { get; private set; }

    public void Add(IEnumerable<Tick> ticks, long sequence) => ticks.ToList().ForEach(t => Add(Key(t), Text(t), Day(t.Timestamp), sequence));

    public void Add(IEnumerable<Bar> bars, long sequence) => bars.ToList().ForEach(b => Add(Key(b), Text(b), Month(b.Timestamp), sequence));

    public void AddOrder(Guid id, long sequence) => Add($"order {id}", "", "orders", sequence);

    public void AddExecution(Guid id, decimal quantity, long sequence) => Add($"execution {id}", $"{quantity:0.########}", "executions", sequence);

    /// <summary>Accepts that rows are gone, as a store said of their frames.</summary>
    public void Forget(IReadOnlyList<LostSequences> lost, IEnumerable<string> found)
    {
        var there = found.ToHashSet(StringComparer.Ordinal);
        foreach (var (key, row) in _rows.ToList())
        {
            if (IsLost(lost, row.Sequence) && !there.Contains(key))
            {
                _rows.Remove(key);
            }
        }
    }

    /// <summary>Compares a store with what was acknowledged, slice by slice, by rows and by SQL.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lost">The frames that it says are lost.</param>
    public async Task<Comparison> CompareAsync(Store store, IReadOnlyList<LostSequences> lost)
    {
        var result = new Comparison();
        foreach (var day in KnownLife.Days)
        {
            await SliceAsync(
                Day(day),
                async () => (await store.Ticks.GetAsync(new TickQuery { Exchange = KnownLife.Exchange, From = day, To = day.AddDays(1) })).Select(t => (Key(t), Text(t))),
                () => CountAsync(store, "market_ticks", day, day.AddDays(1)));
        }

        var month = new DateTime(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var start in new[] { month, month.AddMonths(1) })
        {
            await SliceAsync(
                Month(start),
                async () => (await store.Bars.GetAsync(new BarQuery { Exchange = KnownLife.Exchange, From = start, To = start.AddMonths(1) })).Select(b => (Key(b), Text(b))),
                () => CountAsync(store, "ohlcv_bars", start, start.AddMonths(1)));
        }

        await SliceAsync(
            "orders",
            async () => (await store.Orders.Query().ToListAsync()).Select(o => ($"order {o.OrderId}", "")),
            () => store.QueryAsync<long>("SELECT count(*) FROM orders"));
        await SliceAsync(
            "executions",
            async () => (await store.Executions.Query().ToListAsync()).Select(e => ($"execution {e.ExecutionId}", $"{e.Quantity:0.########}")),
            () => store.QueryAsync<long>("SELECT count(*) FROM executions"));
        if (result.Unreadable.Count > 0 && store.GetHealth() is { DamagedFiles: 0, DamagedTables: 0 })
        {
            result.Wrong.Add($"{string.Join(", ", result.Unreadable)} cannot be read, and health knows of no damage");
        }

        return result;

        async Task SliceAsync(string slice, Func<Task<IEnumerable<(string Key, string Row)>>> read, Func<Task<IReadOnlyList<long>>> count)
        {
            try
            {
                Compare(slice, [.. await read()], lost, result);
            }
            catch (StoreCorruptException exception)
            {
                result.Unreadable.Add(slice);
                await ThrowsAsync(slice, count, exception, result);
                return;
            }

            var (counted, rows) = ((await count())[0], result.Found.Count(f => f.Slice == slice));
            if (counted != rows)
            {
                result.Wrong.Add($"{slice}: SQL counts {counted} rows, a read gives {rows}");
            }
        }
    }

    private static async Task ThrowsAsync(string slice, Func<Task<IReadOnlyList<long>>> count, StoreCorruptException exception, Comparison result)
    {
        try
        {
            result.Wrong.Add($"{slice} cannot be read ({exception.Message}), yet SQL counts {(await count())[0]} rows of it");
        }
        catch (StoreCorruptException)
        {
            // As it should be: what is known as damaged answers nothing.
        }
    }

    private void Compare(string slice, List<(string Key, string Row)> found, IReadOnlyList<LostSequences> lost, Comparison result)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, row) in found)
        {
            result.Found.Add((slice, key));
            if (!seen.Add(key))
            {
                result.Wrong.Add($"{slice}: {key} is there twice");
            }
            else if (!_rows.TryGetValue(key, out var known) || known.Slice != slice)
            {
                result.Wrong.Add($"{slice}: {key} was never acknowledged there");
            }
            else if (known.Row != row)
            {
                result.Wrong.Add($"{slice}: {key} is {row} instead of {known.Row}");
            }
        }

        var missing = _rows.Where(r => r.Value.Slice == slice && !seen.Contains(r.Key) && !IsLost(lost, r.Value.Sequence)).ToList();
        if (missing.Count > 0)
        {
            result.Wrong.Add($"{slice}: {missing.Count} rows are lost in silence, of sequence {missing.Min(m => m.Value.Sequence)} to {missing.Max(m => m.Value.Sequence)}");
        }
    }

    private void Add(string key, string row, string slice, long sequence)
    {
        _rows.Add(key, (row, slice, sequence));
        Sequence = Math.Max(Sequence, sequence);
    }

    private static bool IsLost(IReadOnlyList<LostSequences> lost, long sequence) => lost.Any(l => sequence >= l.From && sequence <= l.To);

    private static Task<IReadOnlyList<long>> CountAsync(Store store, string table, DateTime from, DateTime to) =>
        store.QueryAsync<long>($"SELECT count(*) FROM {table} WHERE ts >= $from AND ts < $to", new { from, to });

    private static string Key(Tick tick) => $"tick {tick.SequenceNumber}";

    private static string Text(Tick tick) => $"{tick.Symbol} {tick.Timestamp:O} {tick.LastPrice:0.########} {tick.LastSize:0.########}";

    private static string Key(Bar bar) => $"bar {bar.Symbol} {bar.Timestamp:O}";

    private static string Text(Bar bar) => $"{bar.Close:0.########} {bar.Volume:0.########}";

    private static string Day(DateTime time) => $"ticks of {time:yyyy-MM-dd}";

    private static string Month(DateTime time) => $"bars of {time:yyyy-MM}";
}
