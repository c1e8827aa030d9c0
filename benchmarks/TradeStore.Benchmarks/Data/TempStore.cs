namespace TradeStore.Benchmarks.Data;

/// <summary>A store in a folder that goes with it.</summary>
internal sealed class TempStore : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private TempStore(TempFolder folder, Store store)
    {
        _folder = folder;
        Store = store;
    }

    public Store Store { get; }

    public static async Task<TempStore> OpenAsync()
    {
        var folder = new TempFolder();
        return new TempStore(folder, await Store.OpenAsync(folder.Path));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
