using TradeStore.CrashTests.Worker;

namespace TradeStore.CrashTests;

/// <summary>What a store must hold after all that its workers have reported, and what it may hold besides.</summary>
internal sealed class Expectation
{
    private readonly HashSet<BatchId> _present = [];
    private readonly HashSet<BatchId> _inFlight = [];

    /// <summary>Gets the batches that must be there.</summary>
    public IReadOnlyCollection<BatchId> Present => _present;

    public Expectation()
    {
    }

    /// <summary>Starts from what another one expects, so that it can be tried several times.</summary>
    public Expectation(Expectation other)
    {
        _present.UnionWith(other._present);
        _inFlight.UnionWith(other._inFlight);
    }

    /// <summary>Lets batches be missing: what is left of each must be whole all the same.</summary>
    public void Allow(Func<BatchId, bool> isLost)
    {
        _inFlight.UnionWith(_present.Where(isLost));
        _present.ExceptWith(_inFlight);
    }

    /// <summary>Takes in what a worker has reported: after its last word each producer may have had one more batch under way.</summary>
    public void Add(int run, IReadOnlyCollection<BatchId> acknowledged)
    {
        _present.UnionWith(acknowledged);
        foreach (var producer in Enumerable.Range(0, BatchId.Producers))
        {
            var last = acknowledged.Where(b => b.Producer == producer).Select(b => b.Number).DefaultIfEmpty(-1).Max();
            _inFlight.Add(new BatchId(run, producer, last + 1));
        }
    }

    /// <summary>Takes in batches that were acknowledged, with none under way.</summary>
    public void AddExactly(IEnumerable<BatchId> acknowledged) => _present.UnionWith(acknowledged);

    /// <summary>Compares a store with what it must hold. What was found of the batches under way must be there from now on, the rest never.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(Store store)
    {
        var ticks = await TickLedger.ReadAsync(store);
        var bars = await BarLedger.ReadAsync(store);
        _present.UnionWith(_inFlight.Where(b => b.IsBars ? bars.Holds(b) : ticks.Holds(b)));
        _inFlight.Clear();
        bars.Check(_present.Where(b => b.IsBars));
        return
        [
            .. _present.Where(b => !b.IsBars && !ticks.Holds(b)).Select(b => $"{b} is lost"),
            .. ticks.Batches.Where(b => !_present.Contains(b)).Select(b => $"{b} is there and should not be"),
            .. ticks.Wrong,
            .. bars.Wrong,
        ];
    }
}
