using TradeStore.Configuration;
using TradeStore.Diagnostics;
using TradeStore.Diagnostics.Recording;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Opening;
using TradeStore.Reading;
using TradeStore.Reading.AdHoc;
using TradeStore.Repositories;
using TradeStore.Ingest;
using TradeStore.Schema;
using TradeStore.Tiering;
using TradeStore.Tiers;
using TradeStore.Schema.Tables;
using TradeStore.Trading;
using TradeStore.Verification;

namespace TradeStore;

// Tables that the application declares.
public sealed partial class Store
{
    /// <summary>Returns the rows of a series table that the application has declared in <see cref="StoreOptions.Tables"/>.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration.</param>
    /// <exception cref="ArgumentException">The store was opened without the table, or it holds a state.</exception>
    public SeriesRepository<TRow> Series<TRow>(Table<TRow> table)
        where TRow : class => new(Declared(table), _repositories.Writer(table), _repositories.Reading);

    /// <summary>Returns the rows of a state table that the application has declared in <see cref="StoreOptions.Tables"/>.</summary>
    /// <typeparam name="TRow">The row.</typeparam>
    /// <param name="table">The declaration.</param>
    /// <exception cref="ArgumentException">The store was opened without the table, or it holds a series.</exception>
    public StateRepository<TRow> State<TRow>(Table<TRow> table)
        where TRow : class => new(Declared(table), _repositories.Writer(table), _repositories.Reading);

    // Rows of tables that the store keeps rules for go by its repositories alone.
    private Table<TRow> Declared<TRow>(Table<TRow> table)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(table);
        return _parts.Catalog!.Holds(table) && !BuiltInTables.All.Contains(table)
            ? table
            : throw new ArgumentException(
                _parts.Catalog.TryGet(table.Name, out _) && !BuiltInTables.All.Any(t => t.Name == table.Name)
                    ? $"The store was opened with another declaration of '{table.Name}': keep the one that is in StoreOptions.Tables, and pass that."
                    : $"The store was not opened with the table '{table.Name}'; add its declaration to StoreOptions.Tables.",
                nameof(table));
    }
}
