using TradeStore.Storage.Configuration;
using TradeStore.Storage.Tiering;

namespace TradeStore.Tests.Tiering.Histories;

/// <summary>What tiering has to do to tables now, as the documents say it; and whether it did that and nothing else.</summary>
/// <param name="tables">All that a store has of the tables that are meant.</param>
/// <param name="now">The time.</param>
internal sealed class AgingExpectation(IReadOnlyList<AgingTable> tables, DateTime now)
{
    private readonly List<(TieringAction Action, AgingTable Table, AgingLife Life)> _steps = [];
    private readonly HashSet<AgingLife> _restored = [];
    private readonly HashSet<AgingLife> _cold = [];

    /// <summary>Expects what is due, and tells the tables what may be removed from now on.</summary>
    public static AgingExpectation OfRun(IReadOnlyList<AgingTable> tables, DateTime now, TieringOptions options)
    {
        var expectation = new AgingExpectation(tables, now);
        expectation.Add((table, life) => life.Run(now, options.Tables[table.Name], options.Grace));
        foreach (var removed in expectation._steps.Where(s => s.Action == TieringAction.Expire).GroupBy(s => s.Table, s => s.Life))
        {
            removed.Key.BeginRemoval([.. removed]);
        }

        return expectation;
    }

    /// <summary>Expects what is asked for of the partitions that reach into a range.</summary>
    public static AgingExpectation OfRequest(TieringAction action, AgingTable table, DateTime from, DateTime to, DateTime now)
    {
        var expectation = new AgingExpectation([table], now);
        expectation.Add((_, life) =>
        {
            if (life.From >= to || life.To <= from || !life.IsMeant(action))
            {
                return [];
            }

            life.Do(action, now);
            return [action];
        });
        return expectation;
    }

    /// <summary>Tells whether partitions of a table are removed, but for those that rows come for before.</summary>
    public bool Removes(AgingTable table) => _steps.Exists(s => s.Table == table && s.Action == TieringAction.Expire);

    /// <summary>Compares what was done; which came first, a step or rows that came meanwhile, is left to the store.</summary>
    public void Check(Store store, TieringReport report, AgingCounts counts)
    {
        Assert.That(report.Failed, Is.Empty);
        var young = tables.SelectMany(t => t.Lives.Where(l => l.TookRows).Select(l => (t.Name, l.Name))).ToHashSet();
        var certain = report.Done.Where(d => d.Step.Action != TieringAction.Compact && !young.Contains((d.Step.Table, d.Step.Partition))).ToList();
        var done = certain.ConvertAll(d => Text(d.Step.Action, d.Step.Table, d.Step.Partition));
        var due = _steps.Where(s => !s.Life.TookRows).Select(s => Text(s.Action, s.Table.Name, s.Life.Name)).ToList();
        Assert.That(done, Is.EquivalentTo(due), $"what was due at {now:O}");
        foreach (var removed in certain.Where(d => d.Step.Action == TieringAction.Expire).GroupBy(d => d.Step.Table, StringComparer.Ordinal))
        {
            Assert.That(removed.Select(d => d.Step.From), Is.Ordered, $"of '{removed.Key}' the oldest goes first");
            Assert.That(removed.Sum(d => d.Rows), Is.Zero, $"rows of what was removed of '{removed.Key}'");
        }

        foreach (var removal in _steps.Where(s => s.Action == TieringAction.Expire).GroupBy(s => s.Table))
        {
            removal.Key.EndRemoval(life => IsRemoved(removal.Key, life, report, counts));
        }

        foreach (var table in tables)
        {
            table.IsMoving = false;
            foreach (var life in table.Lives.Where(l => l.TookRows))
            {
                var found = table.Find(store, life);
                Assert.That(found, Is.Not.Null, $"{table.Name} {life.Name} took rows while tiering went on");
                life.Resolve(found!, now);
            }
        }

        foreach (var result in report.Done)
        {
            counts.Add($"{result.Step.Action}");
        }
    }

    private static string Text(TieringAction action, string table, string partition) => $"{action} {table} {partition}";

    private void Add(Func<AgingTable, AgingLife, IEnumerable<TieringAction>> make)
    {
        foreach (var table in tables)
        {
            table.IsMoving = true;
            foreach (var life in table.Lives)
            {
                var (isRestored, isCold) = (life.IsRestored, life.IsCold);
                foreach (var action in make(table, life))
                {
                    _steps.Add((action, table, life));
                    _ = isRestored && _restored.Add(life);
                    _ = isCold && _cold.Add(life);
                }
            }
        }
    }

    private bool IsRemoved(AgingTable table, AgingLife life, TieringReport report, AgingCounts counts)
    {
        var isRemoved = !life.TookRows || report.Done.Any(d => (d.Step.Action, d.Step.Table, d.Step.Partition, d.Rows) == (TieringAction.Expire, table.Name, life.Name, 0));
        if (!isRemoved)
        {
            counts.Add(AgingCounts.Kept);
            return false;
        }

        counts.Add(_cold.Contains(life) ? AgingCounts.Cold : AgingCounts.Warm);
        counts.Add(AgingCounts.Passed, life.TookRows ? 1 : 0);
        counts.Add(AgingCounts.Restored, _restored.Contains(life) ? 1 : 0);
        counts.Add(AgingCounts.Young, table.IsOver ? 0 : 1);
        return true;
    }
}
