using TradeStore.Tests.Support;
using TradeStore.Tests.Verification;

namespace TradeStore.Tests;

/// <summary>The store of <see cref="ColdStore"/>, made once for all tests, each of which has a copy.</summary>
[SetUpFixture]
internal sealed class ColdTemplate
{
    private static readonly Lazy<Task<ColdStore>> Made = new(MakeAsync);

    public static async Task CopyAsync(string root) => FolderImage.Copy((await Made.Value).Root, root);

    [OneTimeTearDown]
    public async Task Delete()
    {
        if (Made.IsValueCreated)
        {
            await (await Made.Value).DisposeAsync();
        }
    }

    private static async Task<ColdStore> MakeAsync()
    {
        var cold = await ColdStore.MakeAsync();
        await cold.Store.DisposeAsync();
        return cold;
    }
}
