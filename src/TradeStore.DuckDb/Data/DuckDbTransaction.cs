using System.Data;
using System.Data.Common;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <summary>A transaction. Disposing rolls it back unless it was committed.</summary>
public sealed class DuckDbTransaction : DbTransaction
{
    private readonly DuckDbConnection _connection;
    private bool _completed;

    internal DuckDbTransaction(DuckDbConnection connection) => _connection = connection;

    /// <summary>Always <see cref="IsolationLevel.Snapshot"/>.</summary>
    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection => _completed ? null : _connection;

    /// <inheritdoc/>
    /// <exception cref="DuckDbException">It could not be committed, and has been rolled back.</exception>
    /// <exception cref="InvalidOperationException">It is over already.</exception>
    public override void Commit() => Complete("COMMIT");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It is over already.</exception>
    public override void Rollback() => Complete("ROLLBACK");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_completed)
        {
            try
            {
                Rollback();
            }
            catch (DuckDbException)
            {
                // There is nothing left to roll back: the instance has failed, or SQL ended the transaction behind our back.
            }
        }

        base.Dispose(disposing);
    }

    private void Complete(string sql)
    {
        if (_completed)
        {
            throw new InvalidOperationException("The transaction has been committed or rolled back already.");
        }

        // Whatever DuckDB answers, the transaction is over: a COMMIT that fails has rolled back.
        _completed = true;
        _connection.Transaction = null;
        _connection.Session.Execute(sql);
    }
}
