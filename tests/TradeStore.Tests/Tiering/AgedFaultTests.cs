using System.Collections.Concurrent;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Faults;

namespace TradeStore.Tests.Tiering;

/// <summary>
/// Something fails at each point of what is due by age, with an archive and without: removing, archiving, reducing, compacting. The store has all it had, or what is to
/// be left of it; the archive never lacks what was removed; the next run completes, and nothing is left behind.
/// </summary>
internal sealed class AgedFaultTests
{
    private static readonly ConcurrentDictionary<AgedCase, Lazy<Task<AgedTemplate>>> Templates = new();

    private static IEnumerable<object[]> Cases =>
        from aged in Enum.GetValues<AgedCase>()
        let scenario = AgedScenarios.Of(aged)
        from place in scenario.PlacesBefore.Select(p => (Place: p, IsBehind: false)).Concat(scenario.PlacesBehind.Select(p => (Place: p, IsBehind: true)))
        select new object[] { aged, place.Place, place.IsBehind };

    [OneTimeTearDown]
    public static async Task DeleteTemplates()
    {
        foreach (var template in Templates.Values)
        {
            (await template.Value).Dispose();
        }
    }

    [TestCaseSource(nameof(Cases))]
    public async Task What_is_due_and_fails_anywhere_is_done_wholly_or_not_at_all_and_the_next_time(AgedCase of, FaultPlace place, bool isBehind)
    {
        var (scenario, fault) = (AgedScenarios.Of(of), new InjectedFault(place));
        using var folder = new TemporaryFolder();
        var template = await Templates.GetOrAdd(of, _ => new(() => AgedTemplate.MakeAsync(scenario))).Value;
        template.CopyTo(folder.Path);
        await using var aged = new AgedStore(scenario, folder.Path);
        await aged.OpenAsync(template.Now, fault);
        Assert.That(await aged.DueAsync(), Is.EqualTo(new[] { scenario.Action }));
        Assert.That(await aged.RowsAsync(), Is.EquivalentTo(scenario.Before));
        fault.Arm();

        await RunAsync(aged);
        await fault.HappenedAsync(aged.Store);

        Assert.That(await aged.RowsAsync(), Is.EquivalentTo(isBehind ? scenario.Behind : scenario.Before), "after the failure");
        var archived = await aged.ArchivedRowsAsync();
        Assert.That(scenario.NeverLacking, Is.SubsetOf(archived), "the archive after the failure");
        Assert.That(aged.FilesOfArchive("*.unfinished"), Is.Empty);
        if (isBehind && scenario is { Action: TradeStore.Storage.Tiering.TieringAction.Expire, HasArchive: true })
        {
            Assert.That(archived, Is.EquivalentTo(scenario.Before), "what was removed");
        }

        Assert.That((await aged.Store.Tiering.RunAsync()).Failed, Is.Empty);
        await IsDoneAsync(aged, scenario, "done the next time");
        if (!place.IsOfEngine)
        {
            // What an engine that fails has left is swept when the store is opened.
            await Debris.CheckSettledAsync(aged.Store);
        }

        await aged.OpenAsync(template.Now);
        Debris.Check(aged.Store);
        await IsDoneAsync(aged, scenario, "reopened");
        Assert.That((await aged.Store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
    }

    private static async Task IsDoneAsync(AgedStore aged, AgedScenario scenario, string when)
    {
        Assert.That(await aged.DueAsync(), Is.Empty, when);
        Assert.That(await aged.RowsAsync(), Is.EquivalentTo(scenario.Behind), when);
        Assert.That(await aged.ArchivedRowsAsync(), Is.EquivalentTo(scenario.Archived), $"the archive, {when}");
        Assert.That(aged.FilesOfArchive("*"), Has.Count.EqualTo(2 * aged.FilesOfArchive("*.parquet.sha256").Count), $"copies and their sums, {when}");
    }

    private static async Task RunAsync(AgedStore aged)
    {
        try
        {
            await aged.Store.Tiering.RunAsync();
        }
        catch (Exception exception) when (exception is InvalidOperationException or DuckDbException or TradeStoreException { IsTransient: true })
        {
            // That it was injected is seen by the fault.
        }
    }
}
