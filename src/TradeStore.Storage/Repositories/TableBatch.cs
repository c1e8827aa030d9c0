using System.Runtime.ExceptionServices;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Repositories;

/// <summary>Rows of several tables that are written as one, all or nothing. It is good for the call that hands it out, and for one thread.</summary>
public class TableBatch
{
    private readonly FrameRows _rows;
    private readonly Action<TableSchema> _check;
    private readonly int _maximumRows;
    private ExceptionDispatchInfo? _failure;
    private bool _isOver;

    internal TableBatch(FrameRows rows, Action<TableSchema> check, int maximumRows)
    {
        _rows = rows;
        _check = check;
        _maximumRows = maximumRows;
    }

    /// <summary>Adds a row of a table that the application has declared.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration, of a series or a state.</param>
    /// <param name="row">The row. If its key is there already, the table says what becomes of it, as for a row that is written by itself.</param>
    /// <inheritdoc cref="Append{TRow}(Table{TRow}, IReadOnlyList{TRow})" path="/exception"/>
    public void Append<TRow>(Table<TRow> table, TRow row)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(row);
        Append(table, [row]);
    }

    /// <summary>Adds rows of a table that the application has declared.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration, of a series or a state.</param>
    /// <param name="rows">The rows, checked when the batch is written. If a key is there already, the table says what becomes of the row, as for rows that are written by themselves.</param>
    /// <exception cref="ArgumentException">The store was opened without the table.</exception>
    /// <exception cref="TradeStoreException">The batch would have more rows of the table than <c>Ingest.MaximumBatchRows</c>.</exception>
    /// <exception cref="InvalidOperationException">The batch is over: its delegate has returned.</exception>
    public void Append<TRow>(Table<TRow> table, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rows);
        Try(() =>
        {
            _check(table);
            return AddRows(table, rows);
        });
    }

    /// <summary>Has the caller's delegate fill the batch. Whatever is wrong with one of its calls is thrown at its end, also when the delegate has caught it.</summary>
    internal TResult Fill<TResult>(Func<TResult> fill)
    {
        using var scope = BatchScope.Begin();
        TResult result;
        try
        {
            result = fill();
        }
        finally
        {
            _isOver = true;
        }

        _failure?.Throw();
        return scope.Refused is { } refused ? throw refused : result;
    }

    /// <summary>Adds rows of any table, as the store has it.</summary>
    internal int AddRows<TRow>(Table<TRow> table, IReadOnlyList<TRow> rows)
        where TRow : class
    {
        if (_rows.Count(table.Name) + (long)rows.Count > _maximumRows)
        {
            throw new TradeStoreException(
                TradeStoreErrorCode.BatchTooLarge,
                $"The batch has {_rows.Count(table.Name) + (long)rows.Count:N0} rows for '{table.Name}', more than Ingest.MaximumBatchRows ({_maximumRows:N0}). Write it in parts.");
        }

        _rows.Add(table, rows);
        return rows.Count;
    }

    /// <summary>Does a call of the delegate's: one that fails leaves a batch of which nothing is written.</summary>
    internal TResult Try<TResult>(Func<TResult> call)
    {
        if (_isOver)
        {
            throw new InvalidOperationException("The batch is over: what its delegate did not add before it returned cannot be added any more.");
        }

        try
        {
            return call();
        }
        catch (InvalidRowException refused)
        {
            // A rule knows of one row; where it would have stood says how many of its table there are.
            var error = refused.InRow(_rows.Count(refused.Table));
            _failure ??= ExceptionDispatchInfo.Capture(error);
            throw error;
        }
        catch (Exception failure)
        {
            _failure ??= ExceptionDispatchInfo.Capture(failure);
            throw;
        }
    }
}
