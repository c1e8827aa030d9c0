using TradeStore.CrashTests.Worker;
using TradeStore.Repositories;

namespace TradeStore.CrashTests;

/// <summary>The bars that a store holds: which batch wrote each of them last.</summary>
internal sealed class BarLedger
{
    private readonly Dictionary<(string Symbol, DateTime Time), BatchId> _writers = [];

    /// <summary>Gets what is wrong with the rows themselves; empty when nothing is.</summary>
    public List<string> Wrong { get; } = [];

    public static async Task<BarLedger> ReadAsync(Store store)
    {
        var ledger = new BarLedger();
        foreach (var bar in await store.Bars.GetAsync(new BarQuery { Exchange = TickBatch.Exchange }))
        {
            var id = new BatchId((int)bar.TradeCount!.Value);
            if (bar.Volume != id.Number || bar.Close != 100 + (id.Value % 100))
            {
                ledger.Wrong.Add($"The bar {bar.Symbol} {bar.Timestamp:O} mixes two batches: {bar}");
            }

            if (!ledger._writers.TryAdd((bar.Symbol, bar.Timestamp), id))
            {
                ledger.Wrong.Add($"The bar {bar.Symbol} {bar.Timestamp:O} is there twice");
            }
        }

        return ledger;
    }

    /// <summary>Compares with the batches that must be there, in the order of their ids: each bar has its last version.</summary>
    public void Check(IEnumerable<BatchId> batches)
    {
        var expected = new Dictionary<(string Symbol, DateTime Time), BatchId>();
        foreach (var batch in batches.OrderBy(b => b.Value).Select(b => new BarBatch(b)))
        {
            foreach (var minute in batch.Minutes)
            {
                expected[(batch.Symbol, BarBatch.Time(minute))] = batch.Id;
            }
        }

        Wrong.AddRange(expected.Where(e => _writers.GetValueOrDefault(e.Key) != e.Value)
            .Select(e => $"The bar {e.Key} is of {(_writers.TryGetValue(e.Key, out var found) ? found : "none")}, not of {e.Value}"));
        Wrong.AddRange(_writers.Keys.Except(expected.Keys).Select(k => $"The bar {k} was never written"));
    }

    /// <summary>Tells whether a batch wrote any bar last.</summary>
    public bool Holds(BatchId id) => _writers.ContainsValue(id);
}
