using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Reading.AdHoc.Mapping;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A caller's statement as a stream: in a snapshot of its own, or in one that goes on after it.</summary>
/// <param name="context">What every read needs.</param>
/// <param name="sql">The statement.</param>
/// <param name="parameters">The values of its parameters, by name.</param>
/// <param name="describe">Is told the columns, on the reader's thread, before the first rows are there; what it throws ends the stream.</param>
/// <param name="held">The snapshot that it is read in; one of its own when <see langword="null"/>.</param>
internal sealed class StreamedQuery(ReadContext context, string sql, object? parameters, Action<IReadOnlyList<ResultColumn>> describe, HeldSnapshot? held = null) : IStreamedRead
{
    public StreamedSnapshot Begin(Reader reader, QueryGuard guard)
    {
        var statement = GuardedStatement.Of(reader.Session, sql, parameters, context.Catalog);
        try
        {
            var snapshot = held is null ? AdHocSnapshot.Begin(context, reader, guard, [statement]) : AdHocSnapshot.Within(held.Transaction, reader, guard, statement);
            return new Snapshot(reader.Session, statement, snapshot, describe);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    private sealed class Snapshot(DuckDbSession session, GuardedStatement statement, AdHocSnapshot snapshot, Action<IReadOnlyList<ResultColumn>> describe) : StreamedSnapshot
    {
        public override IEnumerable<DataChunk> Chunks(ObservedQuery observed)
        {
            using var result = statement.Execute(session);
            describe(ResultColumn.Of(result));
            while (result.FetchChunk() is { } chunk)
            {
                yield return chunk;
            }
        }

        public override Exception Explain(QueryGuard guard, DuckDbException failure) => snapshot.Explain(guard, statement, failure);

        public override void Dispose()
        {
            snapshot.Dispose();
            statement.Dispose();
        }
    }
}
