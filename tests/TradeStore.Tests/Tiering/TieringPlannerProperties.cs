using TradeStore.Configuration;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>What holds of every plan, whatever the partitions, the options and the time are.</summary>
internal sealed class TieringPlannerProperties
{
    private const long Hour = 3_600_000_000;
    private static readonly TableSchema[] Tables = [TickTable.Definition, BarTable.Definition, LogTable.Definition, PortfolioSnapshotTable.Definition, TradeTable.Definition, SystemMetricTable.Definition];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void No_plan_breaks_a_promise_and_doing_what_is_planned_ends(int seed)
    {
        var random = Quick.Seeded(seed);
        for (var round = 0; round < 500; round++)
        {
            var options = Options(random);
            var (map, now) = Map(random, options);
            var plan = Plan(map, options, now);
            Assert.That(plan.Select(s => (s.Table, s.Partition)), Is.Unique);
            foreach (var table in Tables)
            {
                foreach (var partition in map.Partitions(table))
                {
                    Check(partition, plan.SingleOrDefault(s => s.Table == table.Name && s.Partition == partition.Partition.Name), options, map, now);
                }
            }

            for (var steps = 0; plan.Count > 0; steps++)
            {
                Assert.That(steps, Is.LessThan(5 * 30), "what is planned makes itself due again");
                map = Do(map, plan[0], options, now);
                plan = Plan(map, options, now);
            }
        }
    }

    private static void Check(PartitionSegments partition, TieringStep? step, TieringOptions options, TierMap map, long now)
    {
        var isDamaged = partition.Segments.Any(s => s.State == SegmentState.Damaged);
        var raw = partition.Segments.Where(s => s.State is SegmentState.Open or SegmentState.Closed).ToList();
        var policy = options.Tables.TryGetValue(partition.Table.Name, out var set) ? set : TieringPresets.PolicyOf(TieringPreset.KeepAll, partition.Table.Name);
        var isOver = policy.ExpireAfter is { } kept && raw.All(s => s.State != SegmentState.Open)
            && now - Ticks(kept) >= partition.Partition.End && partition.Segments.All(s => now - Ticks(kept) >= s.WrittenAt);
        Assert.That(step?.Action == TieringAction.Expire, Is.EqualTo(isOver && !isDamaged));
        if (isDamaged)
        {
            Assert.That(step, Is.Null);
        }

        if (step is null || step.Action == TieringAction.Expire)
        {
            Assert.That(step is not null || isDamaged || raw.Count == 0 || now < raw.Max(s => s.CreatedAt) + Ticks(options.Grace) || now < partition.Partition.End + Ticks(options.Grace), "rows as they came wait for ever");
        }
        else
        {
            Assert.That(now, Is.GreaterThanOrEqualTo(raw.Select(s => s.CreatedAt).Append(partition.Partition.End).Max() + Ticks(options.Grace)));
        }

        if (step?.Action == TieringAction.Export)
        {
            Assert.That(now, Is.GreaterThanOrEqualTo(partition.Partition.End + Ticks(policy.Warm!.Value)));
            Assert.That(partition.Segments.Max(s => s.WarmUntil) ?? 0, Is.LessThanOrEqualTo(now));
        }

        if (step?.Action is not null and not TieringAction.Compact)
        {
            // It is due since just then: the same step at that moment, and not the moment before.
            var since = SomeSegments.Micros(step.DueSince!.Value);
            Assert.That(since, Is.LessThanOrEqualTo(now));
            Assert.That(Kind(At(since)), Is.EqualTo(Kind(step)));
            Assert.That(At(since - 1)?.Action, Is.Not.EqualTo(step.Action));
        }

        TieringStep? At(long time) => Plan(map, options, time).SingleOrDefault(s => s.Table == partition.Table.Name && s.Partition == partition.Partition.Name);

        // Of a partition that is in files a reduction and a merge are one thing.
        static TieringAction? Kind(TieringStep? step) => step?.Action == TieringAction.Reduce ? TieringAction.Merge : step?.Action;
    }

    private static IReadOnlyList<TieringStep> Plan(TierMap map, TieringOptions options, long now) => [.. TieringPlanner.Plan(map, BuiltInTables.All, options, now, isArchived: null)];

    private static long Ticks(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private static TieringOptions Options(Random random)
    {
        var options = new TieringOptions { Grace = TimeSpan.FromHours(random.Next(3)), FileRows = random.Next(1_000, 5_000) };
        foreach (var table in Tables.Where(_ => random.Next(2) == 0))
        {
            options.Tables[table.Name] = new TierPolicy { Warm = Age(), ExpireAfter = table == TradeTable.Definition ? null : Age(), Detail = table.Aging.Reduction is null ? null : Age() };
        }

        return options;

        TimeSpan? Age() => random.Next(4) == 0 ? null : TimeSpan.FromHours(random.Next(24, 24 * 60));
    }

    private static (TierMap Map, long Now) Map(Random random, TieringOptions options)
    {
        var start = SomeSegments.Micros(Some.Day);
        var now = start + (random.Next(24 * 120) * Hour);
        var segments = new List<Segment>();
        for (var i = 0; i < 10; i++)
        {
            var table = Tables[random.Next(Tables.Length)];
            var partition = Partition.Containing(table.Span, start + (random.Next(24 * 40) * Hour));
            if (segments.Exists(s => s.Table == table && s.Partition == partition))
            {
                continue;
            }

            var count = random.Next(4);
            var tier = (Tier)random.Next(2);
            var isReduced = random.Next(2) == 0;
            for (var j = 0; j < count; j++)
            {
                segments.Add(SomeSegments.Sealed(table, partition, tier, Time(), random.Next(1, 3_000)) with
                {
                    IsReduced = isReduced,
                    State = random.Next(20) == 0 ? SegmentState.Damaged : SegmentState.Sealed,
                    WarmUntil = tier == Tier.Warm && random.Next(3) == 0 ? Time() : null,
                });
            }

            if (count == 0 || random.Next(2) == 0)
            {
                segments.Add(SomeSegments.Raw(table, partition, Time(), random.Next(3) == 0 ? SegmentState.Closed : SegmentState.Open));
            }
        }

        _ = options;
        return (SomeSegments.Map([.. segments]), now);

        long Time() => start + (random.Next(24 * 120) * Hour);
    }

    // What a step does to the map, in the plainest way.
    private static TierMap Do(TierMap map, TieringStep step, TieringOptions options, long now)
    {
        var table = BuiltInTables.All.Single(t => t.Name == step.Table);
        var found = map.Find(table, Partition.Parse(table.Span, step.Partition))!;
        if (step.Action == TieringAction.Expire)
        {
            return map.Replace(found.Segments, []);
        }

        var rows = found.Segments.Sum(s => s.Content?.Rows ?? 500);
        var tier = step.Action is TieringAction.Export or TieringAction.Compact ? Tier.Cold : step.Action == TieringAction.Seal ? Tier.Warm : found.Segments[0].Tier;
        var isReduced = found.Segments.All(s => s.IsReduced) || TableAging.Of(table, options).ReductionAt(found, now) is not null;
        var built = SomeSegments.Sealed(table, found.Partition, tier, found.Open is null ? found.Segments.Max(s => s.WrittenAt) : now, rows) with { IsReduced = isReduced };
        return map.Replace(found.Segments, [built]);
    }
}
