using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Reading.AdHoc.Mapping;

namespace TradeStore.Storage.Reading.AdHoc.Connections;

/// <summary>One SELECT over the logical tables.</summary>
internal sealed class StoreCommand : DbCommand
{
    private readonly StoreParameters _parameters = new();
    private StoreConnection? _connection;
    private int? _timeout;
    private CancellationTokenSource? _running;

    [AllowNull]
    public override string CommandText { get; set => field = value ?? ""; } = "";

    /// <summary>Gets or sets how long the query may run, and how long the caller may wait for its next rows, in seconds: <c>Readers.QueryTimeout</c> by default; 0 for no limit.</summary>
    public override int CommandTimeout
    {
        get => _timeout ?? (int)Math.Ceiling(_connection?.Context.Options.QueryTimeout.TotalSeconds ?? 0);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _timeout = value;
        }
    }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("A command of a store is SQL.");
            }
        }
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => _connection = value as StoreConnection ?? (value is null ? null : throw new InvalidCastException($"A {value.GetType().Name} is no connection of a store."));
    }

    protected override DbParameterCollection DbParameterCollection => _parameters;

    // Commands run in their connection's transaction, which has one at a time.
    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => Volatile.Read(ref _running)?.Cancel();

    public override void Prepare()
    {
        // A statement is prepared when it runs, over the tables as they are then.
    }

    /// <summary>Runs the statement, which can be no more than a SELECT.</summary>
    /// <returns>-1: no rows are changed.</returns>
    public override int ExecuteNonQuery() => ExecuteNonQueryAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        var reader = await ExecuteAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                // What goes wrong while the rows are computed is to be seen.
            }
        }

        return -1;
    }

    public override object? ExecuteScalar() => ExecuteScalarAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        var reader = await ExecuteAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.GetValue(0) : null;
        }
    }

    protected override DbParameter CreateDbParameter() => new StoreParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteAsync(behavior, CancellationToken.None).GetAwaiter().GetResult();

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await ExecuteAsync(behavior, cancellationToken).ConfigureAwait(false);

    private async Task<StoreDataReader> ExecuteAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var connection = _connection ?? throw new InvalidOperationException("The command has no connection.");
        connection.ThrowIfNotOpen();
        var held = connection.Transaction?.Snapshot;
        var context = connection.Context;
        var described = new DescribedColumns();
        var query = new StreamedQuery(context, CommandText, _parameters.Values(), described.Describe, held);
        var running = held is null ? new CancellationTokenSource() : CancellationTokenSource.CreateLinkedTokenSource(held.Ending);
        Volatile.Write(ref _running, running);
        var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), running);
        await using (registration.ConfigureAwait(false))
        {
            var observed = new ObservedQuery(context.Telemetry, "query", table: null);
            StreamHold? hold = null;
            ReaderLease? lease = null;
            try
            {
                observed.RunsCallers(CommandText);
                lease = held?.Lease ?? await context.StartAsync(ReadConsistency.Latest, [.. LogicalViews.Named(context.Catalog, CommandText)], Timeout(), running.Token).ConfigureAwait(false);
                observed.Leased();
                hold = new StreamHold(StreamFeed.Start(lease, held is null ? lease.RunAsync : held.RunAsync, context, query, observed, Timeout(), isInTransaction: held is not null, running.Token));
                return await StoreDataReader.OpenAsync(connection, described, hold, running, behavior).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                if (hold is null)
                {
                    observed.Failed(exception);
                    observed.Dispose();
                    running.Dispose();
                    (held is null ? lease : null)?.Dispose();
                }

                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
        }
    }

    private TimeSpan Timeout() => _timeout switch
    {
        null => _connection!.Context.Options.QueryTimeout,
        0 => System.Threading.Timeout.InfiniteTimeSpan,
        _ => TimeSpan.FromSeconds(_timeout.Value),
    };
}
