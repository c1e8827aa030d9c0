using TradeStore.Model;
using TradeStore.Repositories;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering;

/// <summary>Reads across switches: each sees every row exactly once, whatever map it began with.</summary>
internal sealed class SwitchTests
{
    private const string Table = "market_ticks";
    private static readonly DateTime End = Some.Day.AddDays(1);

    [Test]
    public async Task A_thousand_readers_in_turn_see_exactly_the_same_rows_while_a_partition_is_sealed_exported_merged_and_restored()
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        List<Tick> ticks = [.. Some.Quotes(3_000, "MSFT"), .. Some.Quotes(3_000, "AAPL")];
        await store.Ticks.AppendAsync(ticks);
        var (reads, switches, isOver) = (0, 0, false);
        var readers = Enumerable.Range(0, 2).Select(reader => Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var number = Interlocked.Increment(ref reads);
                Assert.That(await CountAsync(store, number % 4), Is.EqualTo(number % 4 == 2 ? 3_000 : 6_000), $"read {number}, kind {number % 4}");
            }
        })).ToList();
        try
        {
            while ((Volatile.Read(ref reads) < 1_000 || switches < 8) && !readers.Exists(r => r.IsCompleted))
            {
                switches += (await store.Tiering.SealAsync(Table, Some.Day, End)).Done.Count;

                // These are there already: they open a segment in which nothing counts.
                await store.Ticks.AppendAsync(ticks[2_900..3_100]);
                switches += (await store.Tiering.ExportAsync(Table, Some.Day, End)).Done.Count;
                await store.Ticks.AppendAsync(ticks[..50]);
                switches += (await store.Tiering.ExportAsync(Table, Some.Day, End)).Done.Count;
                switches += (await store.Tiering.RestoreAsync(Table, Some.Day, End)).Done.Count;
                await store.Ticks.AppendAsync(ticks[..50]);
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            await Task.WhenAll(readers);
        }

        TestContext.Out.WriteLine($"{reads} reads across {switches} switches");
    }

    [Test]
    public async Task A_stream_that_began_before_switches_reads_to_its_end_and_then_what_it_read_goes([Values(true, false)] bool isCold)
    {
        using var folder = new TemporaryFolder();
        await using var store = await Quick.OpenAsync(folder);
        List<Tick> ticks = Some.Quotes(80_000);
        await store.Ticks.AppendAsync(ticks);
        if (isCold)
        {
            await store.Tiering.ExportAsync(Table, Some.Day, End);
        }

        await using (var stream = store.Ticks.StreamAsync(new TickQuery { Columns = ["sequence_number"] }).GetAsyncEnumerator())
        {
            Assert.That(await stream.MoveNextAsync(), Is.True);
            List<long> seen = [.. stream.Current.Values<long>(0).ToArray()];
            await store.Ticks.AppendAsync([Some.Quote(1, "LATE"), .. ticks[..10]]);
            await store.Tiering.SealAsync(Table, Some.Day, End);
            await store.Tiering.ExportAsync(Table, Some.Day, End);
            await store.Tiering.RestoreAsync(Table, Some.Day, End);
            await store.Tiering.ExportAsync(Table, Some.Day, End);
            await store.Parts.Applier!.RequestAsync(writer => writer.TryCheckpointAsync());
            while (await stream.MoveNextAsync())
            {
                seen.AddRange(stream.Current.Values<long>(0));
            }

            Assert.That(seen, Is.EqualTo(ticks.Select(t => t.SequenceNumber!.Value)));
        }

        Assert.That(await store.Ticks.Query().CountAsync(), Is.EqualTo(80_001));
        await store.CheckpointAsync();
        await store.Parts.Applier!.RequestAsync(_ => Task.CompletedTask);
        await store.Parts.Applier!.RequestAsync(_ => Task.CompletedTask);
        Debris.Check(store);
    }

    private static async Task<long> CountAsync(Store store, int kind)
    {
        switch (kind)
        {
            case 0:
                return (await store.QueryAsync<long>($"SELECT count(*) FROM {Table}"))[0];
            case 1:
                return await store.Ticks.Query().Where(t => t.BidSize == 100).CountAsync();
            case 2:
                return (await store.Ticks.GetAsync("NASDAQ", "AAPL", Some.Day, End)).Count;
            default:
                var rows = 0L;
                await foreach (var chunk in store.Ticks.StreamAsync(new TickQuery { Columns = ["ts"] }))
                {
                    rows += chunk.RowCount;
                }

                return rows;
        }
    }
}
