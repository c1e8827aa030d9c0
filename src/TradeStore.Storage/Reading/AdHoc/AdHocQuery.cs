using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading.AdHoc.Mapping;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>Runs SQL over the logical tables: statements that only read, in one READ ONLY transaction.</summary>
internal sealed class AdHocQuery(ReadContext context)
{
    /// <summary>Runs a statement and returns its rows.</summary>
    public async Task<IReadOnlyList<T>> RunAsync<[DynamicallyAccessedMembers(RowTypes.Members)] T>(string sql, object? parameters, QueryOptions options, CancellationToken cancellationToken)
    {
        var statement = new AdHocStatement<T>(sql, parameters);
        await RunAsync([statement], options, cancellationToken).ConfigureAwait(false);
        return statement.Rows;
    }

    /// <summary>Runs a statement and yields its rows: a reader's thread fetches a few chunks ahead of the caller, and the reader goes back to the pool when all is read, or when the enumeration ends, however it does.</summary>
    public async IAsyncEnumerable<T> StreamAsync<[DynamicallyAccessedMembers(RowTypes.Members)] T>(
        string sql, object? parameters, QueryOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mapping = new StreamedMapping<T>(context.Catalog);
        var hold = new StreamHold(await StartAsync(sql, parameters, mapping.Describe, options, cancellationToken).ConfigureAwait(false));
        List<DataChunk> left = [];
        List<T> rows = [];
        var next = 0;
        try
        {
            while (await hold.Feed.NextAsync().ConfigureAwait(false) is { } group)
            {
                left = group;
                for (next = 0; next < group.Count;)
                {
                    rows.Clear();
                    mapping.Mapper!.Read(group[next], rows);
                    hold.Feed.Return(group[next++]);
                    foreach (var row in rows)
                    {
                        hold.Feed.ThrowIfClosed();
                        yield return row;
                    }
                }
            }

            hold.Feed.ThrowIfClosed();
        }
        finally
        {
            left.Skip(next).ToList().ForEach(chunk => chunk.Dispose());
            await hold.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs statements one after the other in one snapshot; no two of them may ask one table for different times.</summary>
    public async Task RunAsync(IReadOnlyList<AdHocStatement> statements, QueryOptions options, CancellationToken cancellationToken)
    {
        using var observed = new ObservedQuery(context.Telemetry, "query", table: null);
        observed.RunsCallers(string.Join(";\n", statements.Select(s => s.Sql)));
        try
        {
            await RunAsync(statements, options, observed, cancellationToken).ConfigureAwait(false);
            observed.Completed(statements.Sum(s => s.RowCount));
        }
        catch (Exception exception)
        {
            observed.Failed(exception);
            if (exception is StoreCorruptException)
            {
                await context.Damages.WriteAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task RunAsync(IReadOnlyList<AdHocStatement> statements, QueryOptions options, ObservedQuery observed, CancellationToken cancellationToken)
    {
        var timeout = options.Timeout ?? context.Options.QueryTimeout;
        using var lease = await context.StartAsync(options.Consistency, [.. statements.SelectMany(s => LogicalViews.Named(context.Catalog, s.Sql))], timeout, cancellationToken).ConfigureAwait(false);
        observed.Leased();
        await lease.RunAsync(_ =>
        {
            using var guard = new QueryGuard(lease, timeout, context.Clock, cancellationToken);
            try
            {
                guard.ThrowIfStopped();
                Run(lease.Reader, guard, statements);
                return true;
            }
            catch (DuckDbException exception)
            {
                throw guard.Explain(exception);
            }
        }).ConfigureAwait(false);
    }

    private async ValueTask<StreamFeed> StartAsync(string sql, object? parameters, Action<IReadOnlyList<ResultColumn>> describe, QueryOptions options, CancellationToken cancellationToken)
    {
        var observed = new ObservedQuery(context.Telemetry, "query", table: null);
        ReaderLease? lease = null;
        try
        {
            observed.RunsCallers(sql);
            var timeout = options.Timeout ?? context.Options.QueryTimeout;
            lease = await context.StartAsync(options.Consistency, [.. LogicalViews.Named(context.Catalog, sql)], timeout, cancellationToken).ConfigureAwait(false);
            observed.Leased();
            return StreamFeed.Start(lease, lease.RunAsync, context, new StreamedQuery(context, sql, parameters, describe), observed, timeout, isInTransaction: false, cancellationToken);
        }
        catch (Exception exception)
        {
            observed.Failed(exception);
            observed.Dispose();
            lease?.Dispose();
            throw;
        }
    }

    private void Run(Reader reader, QueryGuard guard, IReadOnlyList<AdHocStatement> statements)
    {
        var guarded = new List<GuardedStatement>();
        try
        {
            guarded.AddRange(statements.Select(s => GuardedStatement.Of(reader.Session, s.Sql, s.Parameters, context.Catalog)));
            using var snapshot = AdHocSnapshot.Begin(context, reader, guard, guarded);
            foreach (var (statement, asked) in statements.Zip(guarded))
            {
                try
                {
                    using var result = asked.Execute(reader.Session);
                    statement.Read(result, context.Catalog);
                }
                catch (DuckDbException exception)
                {
                    throw snapshot.Explain(guard, asked, exception);
                }
            }
        }
        finally
        {
            guarded.ForEach(s => s.Dispose());
        }
    }
}

/// <summary>How the rows of a stream are made, once its columns are known. It knows nothing of the caller, whom the reader must not keep alive.</summary>
internal sealed class StreamedMapping<[DynamicallyAccessedMembers(RowTypes.Members)] T>(TableCatalog catalog)
{
    public RowMapper<T>? Mapper { get; private set; }

    /// <exception cref="InvalidQueryException">The columns do not fit <typeparamref name="T"/>.</exception>
    public void Describe(IReadOnlyList<ResultColumn> columns) => Mapper = RowMapper<T>.For(columns, catalog);
}
