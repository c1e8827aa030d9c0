using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class RiskEventTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_risk_event_is_raised_and_resolved_once()
    {
        await using var store = await OpenAsync();
        var first = await store.RiskEvents.RaiseAsync(Broken());
        var second = await store.RiskEvents.RaiseAsync(Broken() with { BotId = "*", Timestamp = Some.Day.AddHours(-1) });
        Assert.That(first.RiskEventId, Is.Not.EqualTo(Guid.Empty));
        Assert.That(store.RiskEvents.GetOpen().Select(r => r.RiskEventId), Is.EqualTo(new[] { second.RiskEventId, first.RiskEventId }));
        Assert.That(store.RiskEvents.GetOpen("*").Single(), Is.EqualTo(second));

        var resolved = await store.RiskEvents.ResolveAsync(first.RiskEventId, "position closed");
        Assert.That(store.RiskEvents.GetOpen().Single(), Is.EqualTo(second));
        Assert.That(async () => await store.RiskEvents.ResolveAsync(first.RiskEventId, "again"), Throws.TypeOf<InvalidRowException>().With.Message.Contains("resolved already"));
        var stored = await store.RiskEvents.FindAsync(first.RiskEventId);
        Assert.That(stored, Is.EqualTo(resolved));
        Assert.That((stored!.Resolution, stored.ResolvedAt is null), Is.EqualTo(("position closed", false)));
        Assert.That(await store.RiskEvents.Query().CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_refused_changes_nothing()
    {
        await using var store = await OpenAsync();
        var raised = await store.RiskEvents.RaiseAsync(Broken());
        Assert.That(async () => await store.RiskEvents.RaiseAsync(raised), Throws.TypeOf<DuplicateKeyException>());
        Assert.That(async () => await store.RiskEvents.RaiseAsync(Broken() with { BotId = "nobody" }), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.RiskEvents.RaiseAsync(Broken() with { ResolvedAt = Some.Day, Resolution = "x" }), Refused("resolved_at"));
        Assert.That(async () => await store.RiskEvents.RaiseAsync(Broken() with { Resolution = "x" }), Refused("resolution"));
        Assert.That(async () => await store.RiskEvents.RaiseAsync(Broken() with { Severity = Severity.None }), Refused("severity"));
        Assert.That(async () => await store.RiskEvents.ResolveAsync(Guid.NewGuid(), "x"), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.RiskEvents.ResolveAsync(raised.RiskEventId, ""), Refused("resolution"));
        Assert.That(async () => await store.RiskEvents.ResolveAsync(raised.RiskEventId, "x", Some.Day.AddDays(-1)), Refused("resolved_at"));
        Assert.That(await store.RiskEvents.Query().ToListAsync(), Is.EqualTo(new[] { raised }));
        Assert.That(store.RiskEvents.GetOpen(), Is.EqualTo(new[] { raised }));
    }

    [Test]
    public async Task What_is_open_is_in_memory_again_after_reopening_and_what_is_resolved_stays_so()
    {
        RiskEvent open;
        RiskEvent ended;
        await using (var store = await OpenAsync())
        {
            open = await store.RiskEvents.RaiseAsync(Broken());
            ended = await store.RiskEvents.RaiseAsync(Broken());
            ended = await store.RiskEvents.ResolveAsync(ended.RiskEventId, "done");
        }

        await using var reopened = await Quick.OpenAsync(_folder);
        Assert.That(reopened.RiskEvents.GetOpen(), Is.EqualTo(new[] { open }));
        Assert.That(await reopened.RiskEvents.FindAsync(ended.RiskEventId), Is.EqualTo(ended));
        Assert.That(async () => await reopened.RiskEvents.ResolveAsync(ended.RiskEventId, "again"), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await reopened.RiskEvents.RaiseAsync(ended with { ResolvedAt = null, Resolution = null }), Throws.TypeOf<DuplicateKeyException>());
        await reopened.RiskEvents.ResolveAsync(open.RiskEventId, "later");
        Assert.That(reopened.RiskEvents.GetOpen(), Is.Empty);
    }

    [Test]
    public async Task Of_callers_that_resolve_one_at_the_same_time_one_succeeds()
    {
        await using var store = await OpenAsync();
        var raised = await store.RiskEvents.RaiseAsync(Broken());
        var resolved = await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
        {
            try
            {
                await store.RiskEvents.ResolveAsync(raised.RiskEventId, $"by {caller}");
                return 1;
            }
            catch (InvalidRowException)
            {
                return 0;
            }
        }));
        Assert.That(resolved.Sum(), Is.EqualTo(1));
    }

    private static NUnit.Framework.Constraints.EqualStringConstraint Refused(string column) =>
        Throws.TypeOf<InvalidRowException>().With.Property(nameof(InvalidRowException.Column)).EqualTo(column);

    private static RiskEvent Broken() => new()
    {
        Timestamp = Some.Day,
        BotId = "b",
        LimitName = "max_position",
        LimitValue = 100,
        ActualValue = 120,
        Severity = Severity.Critical,
        ActionTaken = "trading halted",
    };

    private async Task<Store> OpenAsync()
    {
        var store = await Quick.OpenAsync(_folder);
        await store.Bots.RegisterAsync(Some.Bot("b"));
        return store;
    }
}
