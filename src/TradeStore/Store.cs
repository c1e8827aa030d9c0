using TradeStore.Configuration;
using TradeStore.Repositories;

namespace TradeStore;

/// <summary>The front door: one folder, opened by one process, shared by all of its threads.</summary>
public sealed class Store : IAsyncDisposable
{
    private Store()
    {
    }

    /// <summary>Gets what opening found and recovered.</summary>
    public StoreOpenReport OpenReport => throw new NotSupportedException();

    /// <summary>Gets quotes and trades.</summary>
    public TickRepository Ticks => throw new NotSupportedException();

    /// <summary>Gets OHLCV bars.</summary>
    public BarRepository Bars => throw new NotSupportedException();

    /// <summary>Opens the store in a folder, making it when it is missing.</summary>
    public static Task<Store> OpenAsync(string path, StoreOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Runs one read-only SQL statement over the logical tables; values go in as parameters ($name), rows come out as records or scalars.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Waits until all that was acknowledged is applied, then writes it into the database file.</summary>
    public Task CheckpointAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
