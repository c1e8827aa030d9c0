using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>Another embedded database with the 11 columns of a tick in a file.</summary>
internal interface IEmbeddedTicks : IDisposable
{
    /// <summary>Writes a batch in one durable transaction.</summary>
    public void Append(Tick[] batch);

    /// <summary>What the table holds.</summary>
    public TickTotals Totals();
}
