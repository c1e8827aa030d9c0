using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <summary>
/// A connection to a DuckDB database. All connections of a process to one file share one open database; the last one closes it.
/// Used by one thread at a time.
/// </summary>
public sealed class DuckDbConnection : DbConnection
{
    private readonly DuckDbInstance? _given;
    private string _connectionString = "";
    private SharedInstance? _shared;
    private DuckDbSession? _session;

    /// <summary>Makes a closed connection without a connection string.</summary>
    public DuckDbConnection()
    {
    }

    /// <summary>Makes a closed connection.</summary>
    /// <param name="connectionString">See <see cref="DuckDbConnectionStringBuilder"/>.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public DuckDbConnection(string? connectionString) => ConnectionString = connectionString;

    /// <summary>Makes a closed connection to a database that is open already and stays the caller's.</summary>
    public DuckDbConnection(DuckDbInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _given = instance;
        _connectionString = new DuckDbConnectionStringBuilder { DataSource = instance.Path }.ConnectionString;
    }

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set
        {
            if (State != ConnectionState.Closed || _given is not null)
            {
                throw new InvalidOperationException("The connection string of an open connection, or of one made from an instance, stays as it is.");
            }

            _connectionString = new DuckDbConnectionStringBuilder(value).ConnectionString;
        }
    }

    /// <inheritdoc/>
    public override string Database => "main";

    /// <inheritdoc/>
    public override string DataSource => new DuckDbConnectionStringBuilder(_connectionString).DataSource;

    /// <summary>The version of libduckdb.</summary>
    public override string ServerVersion => DuckDbLibrary.Version.ToString();

    /// <inheritdoc/>
    public override ConnectionState State => _session is null ? ConnectionState.Closed : ConnectionState.Open;

    /// <inheritdoc/>
    protected override DbProviderFactory DbProviderFactory => DuckDbProviderFactory.Instance;

    /// <summary>The session below, for what ADO.NET has no words for: appenders, chunks.</summary>
    /// <exception cref="InvalidOperationException">The connection is closed.</exception>
    public DuckDbSession Session => _session ?? throw new InvalidOperationException("The connection is closed.");

    internal DuckDbTransaction? Transaction { get; set; }

    internal DuckDbDataReader? Reader { get; set; }

    /// <inheritdoc/>
    /// <exception cref="DuckDbException">The database could not be opened.</exception>
    /// <exception cref="InvalidOperationException">It is open already, or the file is open with other settings.</exception>
    public override void Open()
    {
        if (_session is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        if (_given is not null)
        {
            _session = _given.Connect();
        }
        else
        {
            var parts = new DuckDbConnectionStringBuilder(_connectionString);
            _shared = SharedInstance.Acquire(parts.DataSource, parts.Settings);
            try
            {
                _session = _shared.Connect();
            }
            catch
            {
                Release();
                throw;
            }
        }

        OnStateChange(new StateChangeEventArgs(ConnectionState.Closed, ConnectionState.Open));
    }

    /// <summary>Closes the connection: its reader is ended and its transaction rolled back.</summary>
    public override void Close()
    {
        if (_session is null)
        {
            return;
        }

        Reader?.Abandon();
        Transaction?.Dispose();
        Release();
        OnStateChange(new StateChangeEventArgs(ConnectionState.Open, ConnectionState.Closed));
    }

    /// <summary>Switches to another attached database or schema.</summary>
    public override void ChangeDatabase(string databaseName)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        Session.Execute($"USE \"{databaseName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>Makes a command of this connection.</summary>
    public new DuckDbCommand CreateCommand() => new() { Connection = this };

    /// <summary>Begins a transaction; it reads from one snapshot.</summary>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public new DuckDbTransaction BeginTransaction() => BeginTransaction(IsolationLevel.Unspecified);

    /// <summary>Begins a transaction; it reads from one snapshot.</summary>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    /// <exception cref="NotSupportedException">Serializable was asked for; DuckDB gives snapshots.</exception>
    public new DuckDbTransaction BeginTransaction(IsolationLevel isolationLevel)
    {
        if (isolationLevel is IsolationLevel.Serializable or IsolationLevel.Chaos)
        {
            throw new NotSupportedException($"DuckDB's transactions are snapshots; {isolationLevel} is not offered.");
        }

        if (Transaction is not null)
        {
            throw new InvalidOperationException("The connection is in a transaction already; DuckDB does not nest them.");
        }

        Session.Execute("BEGIN TRANSACTION");
        return Transaction = new DuckDbTransaction(this);
    }

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => BeginTransaction(isolationLevel);

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private void Release()
    {
        _session?.Dispose();
        _session = null;
        _shared?.Dispose();
        _shared = null;
    }
}
