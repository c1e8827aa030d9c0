using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>One snapshot of the logical tables that callers' statements name, shown as views of a reader's connection.</summary>
internal sealed class AdHocSnapshot : IDisposable
{
    private readonly ReadTransaction _transaction;
    private readonly bool _isOwn;
    private readonly IReadOnlyList<DamagedView> _damaged;

    private AdHocSnapshot(ReadTransaction transaction, bool isOwn, IReadOnlyList<DamagedView> damaged)
    {
        _transaction = transaction;
        _isOwn = isOwn;
        _damaged = damaged;
    }

    /// <summary>Begins a transaction for statements, of which no two may ask one table for different times.</summary>
    public static AdHocSnapshot Begin(ReadContext context, Reader reader, QueryGuard guard, IReadOnlyList<GuardedStatement> statements)
    {
        while (true)
        {
            // The views are of this connection alone, and are made before the transaction: they outlive it.
            using var views = context.Maps.Pin();
            IReadOnlyList<DamagedView> damaged = [.. statements.SelectMany(s => LogicalViews.Show(reader, s.Tables, views.Map, new StatementTimes(reader.Session, s.Parsed, s.Parameters), guard))];
            var transaction = new ReadTransaction(reader.Session, context.Maps);
            if (transaction.Map.Version == views.Map.Version)
            {
                return new AdHocSnapshot(transaction, isOwn: true, damaged);
            }

            transaction.Dispose();
        }
    }

    /// <summary>Shows the tables of a statement within a transaction that has begun and goes on after it.</summary>
    public static AdHocSnapshot Within(ReadTransaction transaction, Reader reader, QueryGuard guard, GuardedStatement statement) => new(
        transaction, isOwn: false, LogicalViews.Show(reader, statement.Tables, transaction.Map, new StatementTimes(reader.Session, statement.Parsed, statement.Parameters), guard));

    /// <summary>Makes the caller's error of what the engine said of a statement.</summary>
    public Exception Explain(QueryGuard guard, GuardedStatement asked, DuckDbException exception)
    {
        if (exception.ErrorType == DuckDBErrorType.Catalog && _damaged.FirstOrDefault(d => exception.Message.Contains(d.Table.Name, StringComparison.OrdinalIgnoreCase)) is { } view)
        {
            return view.Damage;
        }

        var explained = guard.Explain(exception, new DamageSearch(_transaction.Map, asked.Tables, isCallers: true));
        var isOfTheCaller = exception.ErrorType is DuckDBErrorType.Parser or DuckDBErrorType.Binder or DuckDBErrorType.Catalog or DuckDBErrorType.Permission;
        return isOfTheCaller && explained is TradeStoreException { Code: TradeStoreErrorCode.QueryFailed } ? new InvalidQueryException(exception.Message, exception) : explained;
    }

    public void Dispose()
    {
        if (_isOwn)
        {
            _transaction.Dispose();
        }
    }
}
