using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Reading;

namespace TradeStore;

/// <content>SQL over the tables.</content>
public partial class Store
{
    /// <summary>Runs one SELECT over the logical tables (<c>market_ticks</c>, <c>orders</c> …), in one snapshot. Nothing can be written and nothing outside the store can be reached.</summary>
    /// <typeparam name="T">
    /// What a row becomes: a scalar of its only column; a value tuple of all columns by their places; <c>dynamic</c> or a <see cref="Dictionary{TKey, TValue}"/> of texts and objects with the columns' names; or a
    /// record, class or struct whose constructor parameters or properties have the columns' names (<c>close_price</c> is <c>ClosePrice</c>), where the row type of a table of the store also has its table's
    /// (<c>ts</c> is <c>Timestamp</c>). A column that no member has is left out; a constructor parameter without a column is an error, as are two columns of one member.
    /// </typeparam>
    /// <param name="sql">The statement; values are written <c>$name</c>.</param>
    /// <param name="parameters">An object with a property, or a dictionary with an entry, for each <c>$name</c>. In an application that is trimmed, a dictionary.</param>
    /// <param name="options">How long it may run and what it must see; as the store's options say when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <exception cref="InvalidQueryException">The SQL is not one SELECT, or parameters or columns do not fit.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The query ran too long.</exception>
    public virtual Task<IReadOnlyList<T>> QueryAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        string sql, object? parameters = null, QueryOptions? options = null, CancellationToken cancellationToken = default) =>
        _storage.QueryAsync<T>(sql, parameters, options, cancellationToken);

    /// <summary>Runs one SELECT as <see cref="QueryAsync{T}"/> does, and yields its rows as they come, whatever their number: a few thousand are in memory at a time.</summary>
    /// <typeparam name="T">What a row becomes, as for <see cref="QueryAsync{T}"/>.</typeparam>
    /// <param name="sql">The statement; values are written <c>$name</c>.</param>
    /// <param name="parameters">An object with a property, or a dictionary with an entry, for each <c>$name</c>. In an application that is trimmed, a dictionary.</param>
    /// <param name="options">How long its caller may wait for rows and what it must see; as the store's options say when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <returns>The rows. Each enumeration runs the statement anew, and leases a reader (<c>Readers.Max</c>) until it ends, however it does.</returns>
    /// <exception cref="InvalidQueryException">The SQL is not one SELECT, or parameters or columns do not fit.</exception>
    /// <exception cref="PoolExhaustedException">No reader became free in time.</exception>
    /// <exception cref="QueryTimeoutException">The engine took too long for the next rows.</exception>
    public virtual IAsyncEnumerable<T> QueryStreamAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        string sql, object? parameters = null, QueryOptions? options = null, CancellationToken cancellationToken = default) =>
        _storage.QueryStreamAsync<T>(sql, parameters, options, cancellationToken);

    /// <summary>
    /// Opens a connection on which ADO.NET (Dapper, <c>DataTable.Load</c>, any tool that takes a <see cref="DbConnection"/>) reads the logical tables, of all tiers, by what
    /// <see cref="QueryAsync{T}"/> takes: one SELECT a command, its values parameters (<c>$name</c>). A command sees one snapshot with all that was acknowledged before it; the commands of a transaction see the same one.
    /// </summary>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <returns>
    /// The connection. A command leases a reader (<c>Readers.Max</c>) while its rows are read, a transaction until it ends; a transaction that is older than <c>Readers.MaximumSnapshotAge</c> is ended when a
    /// checkpoint waits for it. Sums of whole numbers are <see cref="decimal"/>, times UTC, dates <see cref="DateOnly"/>. What commands throw is what <see cref="QueryAsync{T}"/> throws.
    /// </returns>
    public virtual Task<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) => _storage.OpenConnectionAsync(cancellationToken);
}
