using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Reading;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Reading;

/// <summary>What is added to the statements of a plan: nothing that is not asked for, since a LIMIT has the engine read with one thread.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
[Parallelizable(ParallelScope.Self)]
internal sealed class ReadPlanTests : EngineTestBase
{
    // Behind its own LIMIT a statement takes no other.
    private static readonly string[] Limited = ["SELECT 1 LIMIT 1", "SELECT 2 LIMIT 1", "SELECT 3 LIMIT 1"];
    private static readonly string[] Ranges = ["SELECT * FROM range(3)", "SELECT * FROM range(3, 6)", "SELECT * FROM range(6, 9)"];

    [Test]
    public void Without_a_number_of_rows_no_statement_has_a_limit() => Assert.That(Rows(Limited, skip: 0, take: null), Is.EqualTo(3));

    [TestCase(0, null, 9)]
    [TestCase(4, null, 5)]
    [TestCase(0, 4L, 4)]
    [TestCase(2, 5L, 5)]
    [TestCase(8, 5L, 1)]
    [TestCase(9, null, 0)]
    [TestCase(0, 0L, 0)]
    [TestCase(0, long.MaxValue, 9)]
    public void Rows_are_left_out_and_taken_over_all_statements(long skip, long? take, long expected) => Assert.That(Rows(Ranges, skip, take), Is.EqualTo(expected));

    private long Rows(IEnumerable<string> statements, long skip, long? take)
    {
        var plan = new ReadPlan { Statements = _ => statements, Bind = _ => { }, Skip = skip, Take = take };
        using var observed = new ObservedQuery(telemetry: null, "read", table: null);
        var rows = 0L;
        foreach (var chunk in plan.Chunks(Session, transaction: null!, observed))
        {
            using (chunk)
            {
                rows += chunk.RowCount;
            }
        }

        return rows;
    }
}
