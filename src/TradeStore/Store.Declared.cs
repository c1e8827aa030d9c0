using TradeStore.Storage.Declarations;
using TradeStore.Storage.Repositories;

namespace TradeStore;

/// <content>Tables that the application declares.</content>
public partial class Store
{
    /// <summary>Returns the rows of a series table that the application has declared in <see cref="TradeStore.Storage.Configuration.StorageOptions.Tables"/>.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration.</param>
    /// <exception cref="ArgumentException">The store was opened without the table, or it holds a state.</exception>
    public virtual SeriesRepository<TRow> Series<TRow>(Table<TRow> table)
        where TRow : class => _storage.Series(table);

    /// <summary>Returns the rows of a state table that the application has declared in <see cref="TradeStore.Storage.Configuration.StorageOptions.Tables"/>.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration.</param>
    /// <exception cref="ArgumentException">The store was opened without the table, or it holds a series.</exception>
    public virtual StateRepository<TRow> State<TRow>(Table<TRow> table)
        where TRow : class => _storage.State(table);
}
