using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Opening;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Storage;

/// <summary>A store opened with tables of its user's own.</summary>
internal sealed class StoreWithTables : IAsyncDisposable
{
    private readonly Store _store;
    private readonly StoreOptions _options;

    private StoreWithTables(Store store, StoreOptions options)
    {
        _store = store;
        _options = options;
    }

    public StoreOpenReport Report => _store.OpenReport;

    public static async Task<StoreWithTables> OpenAsync(string folder, IEnumerable<TableSchema> tables, Action<WritingStep>? reached = null)
    {
        var options = Quick.Options(o => o.Writing.Reached = reached);
        foreach (var table in tables)
        {
            options.Tables.Add(table);
        }

        return new StoreWithTables(await Store.OpenAsync(folder, options), options);
    }

    public async Task WriteAsync<TRow>(Table<TRow> table, params TRow[] rows)
        where TRow : class =>
        await new TableWriter<TRow>(table, _store.Parts.Lanes![table.Lane], _options.Ingest, _options.TimeProvider).AppendAsync(rows, CancellationToken.None);

    /// <summary>Reads rows as text, one line each.</summary>
    public async Task<string> ReadAsync(string table, string columns, string order) =>
        string.Join(';', await _store.QueryAsync<string>($"SELECT concat_ws(' ', {string.Join(", ", columns.Split(' ').Select(c => $"coalesce(CAST({c} AS VARCHAR), 'NULL')"))}) FROM {table} ORDER BY {order}"));

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
