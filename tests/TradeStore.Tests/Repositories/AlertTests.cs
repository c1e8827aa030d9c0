using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class AlertTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task An_alert_is_raised_acknowledged_and_resolved_and_never_goes_back()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var raised = await store.Alerts.RaiseAsync(Raised());
        await store.Alerts.AcknowledgeAsync(raised.AlertId);
        Assert.That(async () => await store.Alerts.AcknowledgeAsync(raised.AlertId), Throws.TypeOf<InvalidRowException>());
        Assert.That(store.Alerts.GetOpen().Single().State, Is.EqualTo(AlertState.Acknowledged));
        var resolved = await store.Alerts.ResolveAsync(raised.AlertId);
        Assert.That(store.Alerts.GetOpen(), Is.Empty);
        Assert.That(async () => await store.Alerts.ResolveAsync(raised.AlertId), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.Alerts.AcknowledgeAsync(raised.AlertId), Throws.TypeOf<InvalidRowException>());
        var stored = (await store.Alerts.Query().ToListAsync()).Single();
        Assert.That((stored.State, stored.ResolvedAt), Is.EqualTo((AlertState.Resolved, resolved.ResolvedAt)));
    }

    [Test]
    public async Task What_is_refused_changes_nothing()
    {
        await using var store = await Quick.OpenAsync(_folder);
        var raised = await store.Alerts.RaiseAsync(Raised());
        Assert.That(async () => await store.Alerts.RaiseAsync(raised), Throws.TypeOf<DuplicateKeyException>());
        Assert.That(async () => await store.Alerts.RaiseAsync(Raised() with { State = AlertState.Acknowledged, AcknowledgedAt = Some.Day }), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.Alerts.ResolveAsync(Guid.NewGuid()), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.Alerts.ResolveAsync(raised.AlertId, Some.Day.AddDays(-1)), Throws.TypeOf<InvalidRowException>());
        Assert.That(await store.Alerts.Query().CountAsync(), Is.EqualTo(1));
        Assert.That(store.Alerts.GetOpen().Single().State, Is.EqualTo(AlertState.Raised));
    }

    [Test]
    public async Task What_stands_is_in_memory_again_after_reopening_and_what_is_resolved_stays_so()
    {
        Alert open;
        Alert ended;
        await using (var store = await Quick.OpenAsync(_folder))
        {
            open = await store.Alerts.RaiseAsync(Raised());
            ended = await store.Alerts.RaiseAsync(Raised());
            await store.Alerts.ResolveAsync(ended.AlertId);
        }

        await using var reopened = await Quick.OpenAsync(_folder);
        Assert.That(reopened.Alerts.GetOpen().Single().AlertId, Is.EqualTo(open.AlertId));
        Assert.That(async () => await reopened.Alerts.ResolveAsync(ended.AlertId), Throws.TypeOf<InvalidRowException>());
    }

    private static Alert Raised() => new() { Rule = "drawdown", Severity = Severity.Critical, State = AlertState.Raised, RaisedAt = Some.Day };
}
