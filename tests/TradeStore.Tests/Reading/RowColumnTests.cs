using TradeStore.Repositories;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

internal sealed class RowColumnTests
{
    [Test]
    public async Task Rows_are_not_read_with_some_of_their_columns()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        await store.Ticks.AppendAsync(Some.Trade(1));
        await store.Bars.AppendAsync(Some.Bar(1));

        var refused = await Assert.ThrowsAsync<InvalidQueryException>(() => store.Ticks.GetAsync(new TickQuery { Columns = ["ts", "last_price"] }));
        Assert.That(refused!.Message, Does.Contain("'market_ticks'").And.Contain("ts, last_price").And.Contain("StreamAsync"));
        await Assert.ThrowsAsync<InvalidQueryException>(() => store.Bars.GetAsync(new BarQuery { Columns = ["ts"] }));
        await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { Columns = ["last_price"] }))
        {
            Assert.That(chunk.GetDecimal(0, 0), Is.EqualTo(100.01m));
        }
    }
}
