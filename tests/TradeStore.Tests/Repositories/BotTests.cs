using Microsoft.Extensions.Time.Testing;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class BotTests
{
    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _clock = Some.Clock();
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task What_is_known_of_a_bot_changes_and_survives_reopening()
    {
        Bot changed;
        await using (var store = await OpenAsync())
        {
            var registered = await store.Bots.RegisterAsync(Some.Bot("b"));
            Assert.That(registered.RegisteredAt, Is.EqualTo(_clock.GetUtcMicroseconds()));
            _clock.Advance(TimeSpan.FromMinutes(1));
            await store.Bots.HeartbeatAsync("b", equity: 5_000.5m);
            await store.Bots.SetStatusAsync("b", BotStatus.Error, "lost the feed");
            changed = await store.Bots.UpdateAsync("b", strategy: "breakout", riskLimits: """{"max":1}""");
            Assert.That(changed, Is.EqualTo(registered with
            {
                LastHeartbeat = _clock.GetUtcMicroseconds(),
                Equity = 5_000.5m,
                Status = BotStatus.Error,
                StatusMessage = "lost the feed",
                Strategy = "breakout",
                RiskLimits = """{"max":1}""",
            }));
            Assert.That((await store.Bots.HeartbeatAsync("b")).Equity, Is.EqualTo(5_000.5m));
        }

        await using var reopened = await OpenAsync();
        Assert.That(reopened.Bots.Find("b"), Is.EqualTo(changed));
        Assert.That(reopened.Bots.GetAll(), Is.EqualTo(new[] { changed }));
        Assert.That(await reopened.Bots.Query().Where(b => b.Status == BotStatus.Error).ToListAsync(), Is.EqualTo(new[] { changed }));
    }

    [Test]
    public async Task A_running_bot_is_quiet_once_its_heartbeat_or_registration_is_older_than_the_silence()
    {
        await using var store = await OpenAsync();
        await store.Bots.RegisterAsync(Some.Bot("never"));
        await store.Bots.RegisterAsync(Some.Bot("lively"));
        await store.Bots.RegisterAsync(Some.Bot("paused") with { Status = BotStatus.Paused });
        _clock.Advance(TimeSpan.FromSeconds(30));
        await store.Bots.HeartbeatAsync("lively");
        Assert.That(store.Bots.GetQuiet(TimeSpan.FromSeconds(30)), Is.Empty);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(store.Bots.GetQuiet(TimeSpan.FromSeconds(30)).Select(b => b.BotId), Is.EqualTo(new[] { "never" }));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(store.Bots.GetQuiet(TimeSpan.FromSeconds(30)).Select(b => b.BotId), Is.EqualTo(new[] { "never", "lively" }));
        Assert.That(() => store.Bots.GetQuiet(TimeSpan.Zero), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task What_is_refused_leaves_the_bots_as_they_were()
    {
        await using var store = await OpenAsync();
        var bot = await store.Bots.RegisterAsync(Some.Bot("b"));
        Assert.That(async () => await store.Bots.RegisterAsync(Some.Bot("b")), Throws.TypeOf<DuplicateKeyException>());
        Assert.That(
            async () => await store.Bots.RegisterAsync(Some.Bot("*")), Throws.TypeOf<InvalidRowException>().With.Property("Column").EqualTo("bot_id"));
        Assert.That(async () => await store.Bots.HeartbeatAsync("x"), Throws.TypeOf<UnknownReferenceException>().With.Property("Value").EqualTo("x"));
        Assert.That(async () => await store.Bots.SetStatusAsync("x", BotStatus.Running), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.Bots.UpdateAsync("x", "y"), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.Bots.SetStatusAsync("b", BotStatus.None), Throws.TypeOf<InvalidRowException>());
        Assert.That(
            async () => await store.Bots.UpdateAsync("b", riskLimits: "{"), Throws.TypeOf<InvalidRowException>().With.Property("Column").EqualTo("risk_limits"));
        Assert.That(store.Bots.GetAll(), Is.EqualTo(new[] { bot }));
        Assert.That(await store.Bots.Query().ToListAsync(), Is.EqualTo(new[] { bot }));
    }

    private Task<Store> OpenAsync() => Quick.OpenAsync(_folder, options => options.TimeProvider = _clock);
}
