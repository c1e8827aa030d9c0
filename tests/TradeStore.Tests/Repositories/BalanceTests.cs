using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class BalanceTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task The_newest_balance_of_each_bot_exchange_and_currency_is_known_whatever_the_order_and_across_reopening()
    {
        var newest = Balance("b", "USD", days: 40) with { Balance = 7.25m, Available = 5, MarginUsed = 1, UnrealizedPnl = -2 };
        var euros = Balance("b", "EUR", days: 1);
        var others = Balance("other", "USD", days: 2);
        var elsewhere = Balance("other", "USD", days: 3) with { Exchange = "NYSE" };
        await using (var store = await OpenAsync())
        {
            await store.Balances.RecordAsync([Balance("b", "USD", days: 2), newest, euros, Balance("b", "USD", days: 3)]);
            await store.Balances.RecordAsync(Balance("b", "USD", days: 39));
            await store.Balances.RecordAsync([others, elsewhere]);
            Assert.That(store.Balances.GetLatest(), Is.EqualTo(new[] { euros, newest, others, elsewhere }));
        }

        await using var reopened = await OpenAsync();
        Assert.That(reopened.Balances.GetLatest(), Is.EqualTo(new[] { euros, newest, others, elsewhere }));
        Assert.That(reopened.Balances.GetLatest("other"), Is.EqualTo(new[] { others, elsewhere }));
        Assert.That(
            await reopened.Balances.GetAsync(Some.Day.AddDays(1), Some.Day.AddDays(3)), Is.EqualTo(new[] { euros, Balance("b", "USD", days: 2), others }));
        Assert.That(await reopened.Balances.GetAsync(Some.Day, Some.Day.AddDays(3), "other"), Is.EqualTo(new[] { others }));
        Assert.That(await reopened.Balances.Query().CountAsync(), Is.EqualTo(7));
    }

    [Test]
    public async Task A_balance_of_the_same_time_takes_the_place_of_the_other()
    {
        var last = Balance("b", "USD", days: 1) with { Balance = 3 };
        await using (var store = await OpenAsync())
        {
            await store.Balances.RecordAsync(last with { Balance = 1 });
            await store.Balances.RecordAsync([last with { Balance = 2 }, last]);
            Assert.That(store.Balances.GetLatest(), Is.EqualTo(new[] { last }));
        }

        await using var reopened = await OpenAsync();
        Assert.That(reopened.Balances.GetLatest(), Is.EqualTo(new[] { last }));
        Assert.That(await reopened.Balances.Query().ToListAsync(), Is.EqualTo(new[] { last }));
    }

    [Test]
    public async Task What_is_refused_leaves_the_balances_as_they_were()
    {
        await using var store = await OpenAsync();
        var first = Balance("b", "USD", days: 1);
        var next = Balance("b", "USD", days: 2);
        await store.Balances.RecordAsync(first);
        Assert.That(
            async () => await store.Balances.RecordAsync([next, next with { BotId = "x" }]),
            Throws.TypeOf<UnknownReferenceException>().With.Property("Column").EqualTo("bot_id").And.Property("Value").EqualTo("x"));
        Refuses(1, "margin_used", next, next with { MarginUsed = -1 });
        Refuses(0, "currency", next with { Currency = "" });
        Refuses(0, "exchange", next with { Exchange = null! });
        Refuses(0, "snapshot_type", next with { SnapshotType = SnapshotType.None });
        Refuses(0, "ts", next with { Timestamp = DateTime.SpecifyKind(next.Timestamp, DateTimeKind.Local) });
        Assert.That(store.Balances.GetLatest(), Is.EqualTo(new[] { first }));
        Assert.That(await store.Balances.Query().ToListAsync(), Is.EqualTo(new[] { first }));

        void Refuses(int row, string column, params AccountBalance[] balances) => Assert.That(
            async () => await store.Balances.RecordAsync(balances),
            Throws.TypeOf<InvalidRowException>().With.Property("RowIndex").EqualTo(row).And.Property("Column").EqualTo(column));
    }

    private static AccountBalance Balance(string bot, string currency, int days) => new()
    {
        Timestamp = Some.Day.AddDays(days), BotId = bot, Exchange = "NASDAQ", Currency = currency, Balance = 100 + days, SnapshotType = SnapshotType.Manual,
    };

    private async Task<Store> OpenAsync()
    {
        var store = await Quick.OpenAsync(_folder);
        foreach (var bot in new[] { "b", "other" }.Where(b => store.Bots.Find(b) is null))
        {
            await store.Bots.RegisterAsync(Some.Bot(bot));
        }

        return store;
    }
}
