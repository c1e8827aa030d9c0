using TradeStore.DuckDb.Engine;
using TradeStore.Model;
using TradeStore.Tests.Support;
using TradeStore.Tests.Trading;

namespace TradeStore.Tests.Live;

internal sealed class LiveLoadingTests
{
    [Test]
    public async Task Opening_reads_the_rows_that_may_change_yet_and_not_those_that_have_ended()
    {
        using var folder = new TemporaryFolder();
        Order open;
        Order ended;
        await using (var store = await Quick.OpenAsync(folder))
        {
            await store.Bots.RegisterAsync(Some.Bot("b"));
            open = await store.Orders.SubmitAsync(Orders.Some() with { BotId = "b" });
            ended = await store.Orders.SubmitAsync(Orders.Some() with { BotId = "b" });
            await store.Orders.CancelAsync(ended.OrderId);
        }

        // Rows of old orders may be many, and are never made: one that could not be made keeps no store from opening.
        using (var database = DuckDbInstance.Open(Path.Combine(folder.Path, "store.duckdb")))
        using (var session = database.Connect())
        {
            session.Execute("UPDATE state.orders SET order_type = 'unheard of' WHERE status = 'cancelled'");
        }

        await using var reopened = await Quick.OpenAsync(folder);
        Assert.That(reopened.Orders.GetOpen(), Is.EqualTo(new[] { open }));
        Assert.That(reopened.Live.OrderIds.Count, Is.EqualTo(2));
        Assert.That(async () => await reopened.Orders.FindAsync(ended.OrderId), Throws.TypeOf<FormatException>());
    }
}
