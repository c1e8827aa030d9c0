using TradeStore.CrashTests.Worker;
using TradeStore.Storage.Errors;

namespace TradeStore.CrashTests;

/// <summary>What trading a store must hold after all that its workers have reported, and what it may hold besides.</summary>
internal sealed class TradingExpectation
{
    // In the order in which they were begun, so that those of one trader stay in theirs.
    private readonly List<TradingCall> _calls = [];
    private readonly HashSet<string> _inFlight = new(StringComparer.Ordinal);

    public TradingExpectation()
    {
    }

    /// <summary>Starts from calls that were acknowledged.</summary>
    public TradingExpectation(IEnumerable<TradingCall> calls) => _calls.AddRange(calls);

    /// <summary>Starts from what another one expects, so that it can be tried several times.</summary>
    public TradingExpectation(TradingExpectation other)
    {
        _calls.AddRange(other._calls);
        _inFlight.UnionWith(other._inFlight);
    }

    /// <summary>Gets the calls that must be there.</summary>
    public IEnumerable<TradingCall> Present => _calls.Where(c => !_inFlight.Contains(c.Id));

    /// <summary>Takes in what a worker has reported: each of its traders may have had one more call under way.</summary>
    public void Add(WorkerProcess worker)
    {
        _calls.AddRange(worker.Calls);
        Allow(c => worker.Calls.Contains(c) && !worker.AcknowledgedCalls.Contains(c.Id));
    }

    /// <summary>Lets calls be missing: each of them must be there whole or not at all.</summary>
    public void Allow(Func<TradingCall, bool> isLost) => _inFlight.UnionWith(_calls.Where(isLost).Select(c => c.Id));

    /// <summary>Compares a store with what it must hold. What was found of the calls under way must be there from now on, the rest never.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync(Store store)
    {
        var rows = await TradingRows.ReadAsync(store);
        var wrong = Settle(rows);
        var ledger = new OrderLedger(_calls);
        wrong.AddRange(ledger.Check(rows));
        wrong.AddRange(PositionLedger.Check(rows, ledger.Fills));
        wrong.AddRange(rows.CompareWithMemory(store));
        return wrong;
    }

    /// <summary>Compares only what is never written over, for a store that has lost calls in the middle; what the rows of later calls say stands.</summary>
    public async Task<IReadOnlyList<string>> CheckPiecesAsync(Store store)
    {
        var rows = await TradingRows.ReadAsync(store);
        var pieces = new CallPieces(rows);
        return
        [
            .. _calls.Select(pieces.Half).OfType<string>(),
            .. Present.Where(c => pieces.Found(c) == 0 && CallPieces.Of(c) > 0).Select(c => $"{c.Id} is lost"),
            .. pieces.Foreign(_calls),
            .. rows.CompareWithMemory(store),
        ];
    }

    /// <summary>Makes every call again that has an id, as a bot does that does not know what became of it.</summary>
    public async Task ResendAsync(Store store)
    {
        var fills = Present.SelectMany(c => c.Fills).ToList();
        Assert.That((await store.Executions.RecordAsync(fills)).Select(r => r.IsRepeated), Has.All.True);
        foreach (var call in Present.Where(c => c.Kind is TradingCallKind.Submit or TradingCallKind.Register))
        {
            Assert.That(() => call.SendAsync(store), Throws.TypeOf<DuplicateKeyException>(), call.Id);
            foreach (var order in call.Orders.Where(o => o.ClientOrderId is not null))
            {
                Assert.That(() => store.Orders.SubmitAsync(order with { OrderId = Guid.Empty }), Throws.TypeOf<DuplicateKeyException>(), call.Id);
            }
        }
    }

    private List<string> Settle(TradingRows rows)
    {
        var pieces = new CallPieces(rows);
        var wrong = _calls.Select(pieces.Half).OfType<string>().ToList();
        var marked = rows.Positions.Where(p => p.Symbol == Trader.MarkedSymbol).Select(p => (p.CurrentPrice, p.UpdatedAt)).Distinct().ToList();
        _calls.RemoveAll(c => _inFlight.Contains(c.Id)
            && (c.Kind == TradingCallKind.Mark ? !marked.Exists(m => m.CurrentPrice == c.Price) : pieces.Found(c) == 0));
        _inFlight.Clear();
        if (_calls.FindLast(c => c.Kind == TradingCallKind.Mark) is { } last && (marked.Count != 1 || marked[0].CurrentPrice != last.Price))
        {
            wrong.Add($"The last mark was {last.Price}, the positions have {string.Join(' ', marked)}");
        }

        return wrong;
    }
}
