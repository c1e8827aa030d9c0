using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class OrderFlowTests
{
    [Test]
    public async Task Of_events_with_the_same_key_the_first_stays_and_a_refused_batch_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var first = new OfiEvent { Timestamp = Some.Day, Exchange = "NASDAQ", Symbol = "AAPL", OfiValue = -3, BidVolume = 1, AskVolume = 4, Imbalance = -0.6 };
        await store.OrderFlow.AppendAsync(first);
        await store.OrderFlow.AppendAsync(first with { OfiValue = 5 });
        var next = first with { Timestamp = Some.Day.AddSeconds(1) };
        Assert.That(async () => await store.OrderFlow.AppendAsync([next, next with { Imbalance = 2 }]), Throws.TypeOf<InvalidRowException>());
        Assert.That(await store.OrderFlow.Query().ToListAsync(), Is.EqualTo(new[] { first }));
    }
}
