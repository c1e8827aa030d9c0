using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

internal sealed class TieringPlannerTests
{
    private static readonly TableSchema Ticks = TickTable.Definition;
    private static readonly TableSchema Logs = LogTable.Definition;
    private static readonly TableSchema Portfolio = PortfolioSnapshotTable.Definition;
    private static readonly DateTime End = Some.Day.AddDays(1);
    private static readonly long AtEnd = SomeSegments.Micros(End);

    private readonly TieringOptions _options = new() { Preset = TieringPreset.Expiring };

    [Test]
    public void Every_series_has_the_policies_that_are_documented()
    {
        var policies = BuiltInTables.All.Where(t => t.Kind == TableKind.Series).ToDictionary(
            t => t.Name, t => (Warm: (int?)TieringPresets.PolicyOf(TieringPreset.KeepAll, t.Name).Warm?.TotalDays, Kept: (int?)TieringPresets.PolicyOf(TieringPreset.Expiring, t.Name).ExpireAfter?.TotalDays), StringComparer.Ordinal);
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tiering.md"));
        Assert.That(policies.Keys.Select(t => TieringPresets.PolicyOf(TieringPreset.KeepAll, t).ExpireAfter), Is.All.Null);
        foreach (var (table, policy) in policies)
        {
            var kept = policy.Kept is { } days ? $"{days} days" : "for ever";
            Assert.That(document, Does.Match($@"\| `{table}` \| {policy.Warm} days \| {kept}"));
        }

        Assert.That(policies["market_ticks"], Is.EqualTo(((int?)7, (int?)90)));
        Assert.That(policies["ohlcv_bars"], Is.EqualTo(((int?)90, (int?)730)));
        Assert.That(policies["executions"], Is.EqualTo(((int?)365, (int?)null)));
        Assert.That(policies["application_logs"], Is.EqualTo(((int?)7, (int?)null)));
    }

    [Test]
    public void A_day_of_ticks_is_sealed_after_its_grace_exported_after_a_week_and_removed_after_ninety_days()
    {
        var day = SomeSegments.Partition(Ticks, Some.Day);
        var open = SomeSegments.Map(SomeSegments.Raw(Ticks, day, day.Start, generation: 1));
        Assert.That(Plan(open, End.AddMinutes(59)), Is.Empty);
        var seal = Plan(open, End.AddMinutes(61)).Single();
        Assert.That((seal.Action, seal.Reason, seal.DueSince), Is.EqualTo((TieringAction.Seal, "It ended 1 h ago; late rows are given 1 h to arrive.", (DateTime?)End.AddHours(1))));

        var warm = SomeSegments.Map(SomeSegments.Sealed(Ticks, day, Tier.Warm, AtEnd + Hours(1)));
        Assert.That(Plan(warm, End.AddDays(7).AddSeconds(-1)), Is.Empty);
        var export = Plan(warm, End.AddDays(7)).Single();
        Assert.That((export.Action, export.Reason), Is.EqualTo((TieringAction.Export, "It ended 7 days ago, and 'market_ticks' stays in the database for 7 days.")));
        Assert.That((export.Rows, export.Bytes), Is.EqualTo(((long?)1_000, (long?)10_000)));
        Assert.That(Plan(open, End.AddDays(8)).Single().Action, Is.EqualTo(TieringAction.Export), "straight from rows as they came");

        var cold = SomeSegments.Map(SomeSegments.Sealed(Ticks, day, Tier.Cold, AtEnd + Hours(1)));
        Assert.That(Plan(cold, End.AddDays(90).AddMinutes(59)), Is.Empty);
        var expire = Plan(cold, End.AddDays(90).AddHours(1)).Single();
        Assert.That((expire.Action, expire.Reason), Is.EqualTo((TieringAction.Expire, "'market_ticks' is kept for 90 days; it ended on 2024-03-06 and its newest row came on 2024-03-06.")));
    }

    [Test]
    public void What_came_late_is_kept_as_long_after_it_came_and_never_removed_while_rows_come()
    {
        var day = SomeSegments.Partition(Ticks, Some.Day);
        var imported = SomeSegments.Sealed(Ticks, day, Tier.Cold, AtEnd + Hours(24 * 400));
        Assert.That(Plan(SomeSegments.Map(imported), End.AddDays(489)), Is.Empty);
        Assert.That(Plan(SomeSegments.Map(imported), End.AddDays(490)).Single().Action, Is.EqualTo(TieringAction.Expire));

        var late = SomeSegments.Raw(Ticks, day, AtEnd + Hours(1));
        Assert.That(Plan(SomeSegments.Map(imported, late), End.AddDays(1_000)).Single().Action, Is.EqualTo(TieringAction.Merge));
    }

    [Test]
    public void What_somebody_has_taken_back_stays_until_then()
    {
        var day = SomeSegments.Partition(Ticks, Some.Day);
        var map = SomeSegments.Map(SomeSegments.Sealed(Ticks, day, Tier.Warm, AtEnd) with { WarmUntil = SomeSegments.Micros(End.AddDays(30)) });
        Assert.That(Plan(map, End.AddDays(29)), Is.Empty);
        Assert.That(Plan(map, End.AddDays(30)).Single().Action, Is.EqualTo(TieringAction.Export));
    }

    [Test]
    public void Logs_leave_the_database_reduced_and_snapshots_are_reduced_in_it()
    {
        var day = SomeSegments.Partition(Logs, Some.Day);
        var log = SomeSegments.Map(SomeSegments.Sealed(Logs, day, Tier.Warm, AtEnd + Hours(1)));
        Assert.That(Plan(log, End.AddDays(7)), Is.Empty, "it is written once, reduced");
        var export = Plan(log, End.AddDays(7).AddHours(1)).Single();
        Assert.That((export.Action, export.Reason), Is.EqualTo((TieringAction.Export, "It ended 7 days ago, and 'application_logs' stays in the database for 7 days; after 7 days warnings and worse stay.")));

        var month = SomeSegments.Partition(Portfolio, Some.Day);
        var end = new DateTime(2024, 4, 1, 0, 0, 0, DateTimeKind.Utc);
        var snapshots = SomeSegments.Sealed(Portfolio, month, Tier.Warm, month.End);
        Assert.That(Plan(SomeSegments.Map(snapshots), end.AddDays(89)), Is.Empty);
        Assert.That(Plan(SomeSegments.Map(snapshots), end.AddDays(90)).Single().Action, Is.EqualTo(TieringAction.Reduce));
        var reduced = snapshots with { IsReduced = true };
        Assert.That(Plan(SomeSegments.Map(reduced), end.AddDays(364)), Is.Empty);
        Assert.That(Plan(SomeSegments.Map(reduced), end.AddDays(365)).Single().Action, Is.EqualTo(TieringAction.Export));
        var late = SomeSegments.Raw(Portfolio, month, month.End + Hours(24 * 100));
        Assert.That(Plan(SomeSegments.Map(reduced, late), end.AddDays(101)).Single().Action, Is.EqualTo(TieringAction.Reduce), "what joins what is reduced is reduced");
        _options.Tables["portfolio_snapshots"] = new() { Warm = TimeSpan.FromDays(365) };
        Assert.That(Plan(SomeSegments.Map(snapshots), end.AddDays(364)), Is.Empty);
    }

    [Test]
    public void Small_files_are_compacted_and_files_go_to_the_archive()
    {
        var day = SomeSegments.Partition(Ticks, Some.Day);
        var files = Enumerable.Range(0, 5).Select(_ => SomeSegments.Sealed(Ticks, day, Tier.Cold, AtEnd)).ToArray();
        _options.FileRows = 3_000;
        Assert.That(Plan(SomeSegments.Map(files[..4]), End.AddDays(10)), Is.Empty, "four files of which two would do");
        _options.FileRows = 5_000;
        var compact = Plan(SomeSegments.Map(files), End.AddDays(10)).Single();
        Assert.That((compact.Action, compact.Reason), Is.EqualTo((TieringAction.Compact, "It has 5 files for 5,000 rows, of which a file may have 5,000.")));

        var archive = TieringPlanner.Plan(SomeSegments.Map(files[..2]), BuiltInTables.All, _options, SomeSegments.Micros(End.AddDays(10)), s => s.Id == files[0].Id).Single();
        Assert.That((archive.Action, archive.Reason), Is.EqualTo((TieringAction.Archive, "1 of its 2 files are not in the archive, or are there beside what they replaced.")));
    }

    [Test]
    public void A_damaged_partition_is_left_alone_and_what_makes_room_comes_first()
    {
        var day = SomeSegments.Partition(Ticks, Some.Day);
        var damaged = SomeSegments.Sealed(Ticks, day, Tier.Cold, AtEnd) with { State = SegmentState.Damaged };
        Assert.That(Plan(SomeSegments.Map(damaged), End.AddDays(1_000)), Is.Empty);

        var next = SomeSegments.Partition(Ticks, Some.Day.AddDays(80));
        var bars = SomeSegments.Partition(BarTable.Definition, Some.Day);
        var map = SomeSegments.Map(
            SomeSegments.Raw(Ticks, next, next.Start, generation: 1), SomeSegments.Sealed(Ticks, day, Tier.Cold, AtEnd), SomeSegments.Sealed(BarTable.Definition, bars, Tier.Warm, AtEnd - Hours(24 * 700)));
        Assert.That(
            Plan(map, new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc)).Select(s => (s.Action, s.Table)),
            Is.EqualTo(new[] { (TieringAction.Expire, "market_ticks"), (TieringAction.Expire, "ohlcv_bars"), (TieringAction.Export, "market_ticks") }));
    }

    private IReadOnlyList<TieringStep> Plan(TierMap map, DateTime now) => [.. TieringPlanner.Plan(map, BuiltInTables.All, _options, SomeSegments.Micros(now), isArchived: null)];

    private static long Hours(int hours) => hours * 3_600_000_000L;
}
