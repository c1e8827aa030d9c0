using TradeStore.Configuration;
using TradeStore.Storage;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;

namespace TradeStore;

/// <content>Stores that vanish.</content>
public partial class Store
{
    /// <summary>
    /// Opens a new, empty store that vanishes when it is disposed: for tests and trials. It is a store like any other, in a folder of its own
    /// among the system's temporary files; what a killed process left there is removed by the next call.
    /// </summary>
    /// <param name="options">How; their path does not count. Small journal files that are not flushed to the disk when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops before opening starts.</param>
    /// <exception cref="InvalidConfigurationException">Options are out of range; the message names each.</exception>
    /// <exception cref="TradeStoreException">The temporary folder cannot be used, or libduckdb is missing or too old.</exception>
    public static async Task<Store> OpenTemporaryAsync(StoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StoreOptions { Journal = { Durability = Durability.Os, FileSize = 1 << 20 } };
        return Assemble(await TableStore.OpenTemporaryAsync(options, LiveOf, cancellationToken).ConfigureAwait(false), options);
    }
}
