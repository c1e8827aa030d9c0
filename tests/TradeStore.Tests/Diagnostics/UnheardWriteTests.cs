using TradeStore.Tests.Support;

namespace TradeStore.Tests.Diagnostics;

// Whoever listens to spans hears those of all stores of the process.
[NonParallelizable]
internal sealed class UnheardWriteTests
{
    [Test]
    public async Task Nothing_more_is_allocated_by_an_append_while_nobody_listens()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        var table = TradeStore.Tables.TickTable.Definition;
        var lane = store.Parts.Lanes![table.Lane];
        Measure();

        Assert.That(Measure(), Is.Zero);

        long Measure()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                var observed = new TradeStore.Storage.Ingest.ObservedWrite(lane.Telemetry, lane.Name);
                using var span = observed.StartSpan(table.Name);
                observed.Acknowledged(null!);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
