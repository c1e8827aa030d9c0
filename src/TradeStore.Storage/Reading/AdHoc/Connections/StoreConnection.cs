using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace TradeStore.Storage.Reading.AdHoc.Connections;

/// <summary>
/// The store's logical tables for ADO.NET, to read. Each command leases a reader while its rows are read, and has a snapshot of its own; within a transaction all have the same.
/// </summary>
internal sealed class StoreConnection(ReadContext context) : DbConnection
{
    private readonly Lock _gate = new();
    private readonly HashSet<StoreDataReader> _readers = [];
    private ConnectionState _state = ConnectionState.Closed;
    private StoreTransaction? _transaction;

    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set
        {
            if (!string.IsNullOrEmpty(value))
            {
                throw new NotSupportedException("A connection of a store has no connection string; the store makes it.");
            }
        }
    }

    public override string Database => "store";

    public override string DataSource => context.Folder.Root;

    public override string ServerVersion => $"{DuckDb.Native.DuckDbLibrary.Version}";

    public override ConnectionState State => _state;

    /// <summary>Gets the transaction that commands run in now.</summary>
    internal StoreTransaction? Transaction
    {
        get
        {
            lock (_gate)
            {
                return _transaction;
            }
        }
    }

    internal ReadContext Context => context;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("A store is one database.");

    public override void Open()
    {
        context.Pool.ThrowIfClosed();
        if (_state != ConnectionState.Closed)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        Become(ConnectionState.Open);
    }

    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        Open();
        return Task.CompletedTask;
    }

    public override void Close() => CloseAsync().GetAwaiter().GetResult();

    public override async Task CloseAsync()
    {
        List<StoreDataReader> readers;
        StoreTransaction? transaction;
        lock (_gate)
        {
            readers = [.. _readers];
            (transaction, _transaction) = (_transaction, null);
        }

        foreach (var reader in readers)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        if (transaction is not null)
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }

        if (_state != ConnectionState.Closed)
        {
            Become(ConnectionState.Closed);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override DataTable GetSchema() => StoreSchema.Of(context.Catalog, DbMetaDataCollectionNames.MetaDataCollections, []);

    public override DataTable GetSchema(string collectionName) => StoreSchema.Of(context.Catalog, collectionName, []);

    public override DataTable GetSchema(string collectionName, string?[] restrictionValues) => StoreSchema.Of(context.Catalog, collectionName, restrictionValues);

    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    internal void ThrowIfNotOpen()
    {
        if (_state != ConnectionState.Open)
        {
            throw new InvalidOperationException("The connection is closed.");
        }
    }

    internal void Opened(StoreDataReader reader)
    {
        lock (_gate)
        {
            _readers.Add(reader);
        }
    }

    internal void Closed(StoreDataReader reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
        }
    }

    internal void Ended(StoreTransaction transaction)
    {
        lock (_gate)
        {
            _transaction = ReferenceEquals(_transaction, transaction) ? null : _transaction;
        }
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginDbTransactionAsync(isolationLevel, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        ThrowIfNotOpen();
        if (isolationLevel == IsolationLevel.Chaos)
        {
            throw new NotSupportedException("A transaction of a store reads one snapshot.");
        }

        if (Transaction is not null)
        {
            throw new InvalidOperationException("The connection has a transaction already; it has one at a time.");
        }

        var transaction = new StoreTransaction(this, await HeldSnapshot.TakeAsync(context, cancellationToken).ConfigureAwait(false));
        lock (_gate)
        {
            _transaction = transaction;
        }

        return transaction;
    }

    protected override DbCommand CreateDbCommand() => new StoreCommand { Connection = this };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private void Become(ConnectionState state)
    {
        var before = _state;
        _state = state;
        OnStateChange(new StateChangeEventArgs(before, state));
    }
}
