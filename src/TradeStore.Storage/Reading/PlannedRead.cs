using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading;

/// <summary>A plan over one table, as a stream.</summary>
internal sealed class PlannedRead(ReadContext context, TableSchema table, ReadPlan plan) : IStreamedRead
{
    public StreamedSnapshot Begin(Reader reader, QueryGuard guard) => new Snapshot(reader.Session, new ReadTransaction(reader.Session, context.Maps), table, plan);

    private sealed class Snapshot(DuckDbSession session, ReadTransaction transaction, TableSchema table, ReadPlan plan) : StreamedSnapshot
    {
        public override IEnumerable<DataChunk> Chunks(ObservedQuery observed) => plan.Chunks(session, transaction, observed);

        public override Exception Explain(QueryGuard guard, DuckDbException failure) => guard.Explain(failure, new DamageSearch(transaction.Map, [table]));

        public override void Dispose() => transaction.Dispose();
    }
}
