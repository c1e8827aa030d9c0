using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading.AdHoc;

/// <summary>A store with a few ticks and bars, shared by the tests of a class: none of them can change it.</summary>
internal abstract class AdHocTestBase
{
    private TemporaryFolder _folder = null!;

    protected Store Store { get; private set; } = null!;

    protected string Folder => _folder.Path;

    [OneTimeSetUp]
    public async Task Open()
    {
        _folder = new TemporaryFolder();
        Store = await Quick.OpenAsync(_folder, options =>
        {
            options.Readers.Max = 2;

            // As no statement may set it.
            options.Engine.Threads = 2;
        });
        await Store.Ticks.AppendAsync(Some.Quotes(10));
        await Store.CheckpointAsync();
        await Store.Ticks.AppendAsync(Some.Trade(5, "MSFT", 1));
        await Store.Bars.AppendAsync([Some.Bar(0), Some.Bar(1)]);
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    protected async Task<string> RefusalAsync<T>(string sql, object? parameters = null)
    {
        var error = await Assert.ThrowsAsync<InvalidQueryException>(() => Store.QueryAsync<T>(sql, parameters));
        Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.InvalidQuery));
        return error.Message;
    }
}
