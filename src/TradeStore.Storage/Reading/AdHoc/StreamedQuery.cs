using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;


namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A caller's statement as a stream: in a snapshot of its own, or in one that goes on after it.</summary>
/// <param name="context">What every read needs.</param>
/// <param name="sql">The statement.</param>
/// <param name="parameters">The values of its parameters, by name.</param>
/// <param name="held">The snapshot that it is read in; one of its own when <see langword="null"/>.</param>
internal sealed class StreamedQuery(ReadContext context, string sql, object? parameters, HeldSnapshot? held = null) : IStreamedRead
{
    /// <summary>Gets the columns, once the first rows are there, or it is known that there are none.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    public StreamedSnapshot Begin(Reader reader, QueryGuard guard)
    {
        var statement = GuardedStatement.Of(reader.Session, sql, parameters, context.Catalog);
        try
        {
            var snapshot = held is null ? AdHocSnapshot.Begin(context, reader, guard, [statement]) : AdHocSnapshot.Within(held.Transaction, reader, guard, statement);
            return new Snapshot(this, reader.Session, statement, snapshot);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    private sealed class Snapshot(StreamedQuery query, DuckDbSession session, GuardedStatement statement, AdHocSnapshot snapshot) : StreamedSnapshot
    {
        public override IEnumerable<DataChunk> Chunks(ObservedQuery observed)
        {
            using var result = statement.Execute(session);
            query.Columns = ResultColumn.Of(result);
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
