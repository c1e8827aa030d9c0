using TradeStore.CrashTests.Worker;
using TradeStore.Repositories;

namespace TradeStore.CrashTests;

/// <summary>The ticks that a store holds, by the batch they came with, each compared with what was written.</summary>
internal sealed class TickLedger
{
    private static readonly string[] Columns = ["bid_size", "ask_size", "last_price", "ts", "sequence_number"];
    private readonly HashSet<BatchId> _repeated = [];
    private readonly Dictionary<int, (TickBatch Batch, HashSet<int> Rows)> _batches = [];

    /// <summary>Gets what is wrong with the rows themselves; empty when nothing is.</summary>
    public List<string> Wrong { get; } = [];

    public IEnumerable<BatchId> Batches => _batches.Keys.Select(b => new BatchId(b));

    public static async Task<TickLedger> ReadAsync(Store store)
    {
        var ledger = new TickLedger();
        var latest = DateTime.MinValue;
        await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { Columns = Columns }))
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                var time = chunk.GetTimestamp(3, row)!.Value;
                ledger.Note(
                    (int)(chunk.Values<long>(0)[row] / 100_000_000),
                    (int)(chunk.Values<long>(1)[row] / 100_000_000),
                    chunk.GetDecimal(2, row),
                    time,
                    chunk.IsNull(4, row) ? null : chunk.Values<long>(4)[row]);
                if (time < latest)
                {
                    ledger.Wrong.Add($"{time:O} comes after {latest:O}");
                }

                latest = time;
            }
        }

        ledger.CheckWhole();
        return ledger;
    }

    public bool Holds(BatchId id) => _batches.ContainsKey(id.Value);

    private void Note(int id, int row, decimal? price, DateTime time, long? sequence)
    {
        if (!_batches.TryGetValue(id, out var found))
        {
            _batches.Add(id, found = (new TickBatch(new BatchId(id)), []));
        }

        var (_, expectedTime, expectedSequence) = found.Batch.Key(row);
        if (price != found.Batch.Price(row) || time != expectedTime || sequence != expectedSequence)
        {
            Wrong.Add($"{found.Batch.Id} row {row} reads price {price}, time {time:O}, sequence {sequence}");
        }
        else if (row < found.Batch.Repeated)
        {
            _repeated.Add(found.Batch.Id);
        }

        if (row >= found.Batch.Repeated && !found.Rows.Add(row))
        {
            Wrong.Add($"{found.Batch.Id} row {row} is there twice");
        }
    }

    private void CheckWhole()
    {
        Wrong.AddRange(_batches.Values
            .Where(b => b.Rows.Count != b.Batch.Count - b.Batch.Repeated)
            .Select(b => $"{b.Batch.Id} has {b.Rows.Count} of {b.Batch.Count - b.Batch.Repeated} rows"));

        // Where the batch before is lost, its keys are new with this one.
        Wrong.AddRange(_repeated.Where(b => Holds(new BatchId(b.Value - 1))).Select(b => $"{b} has rows whose keys were there before"));
    }
}
