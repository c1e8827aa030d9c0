using TradeStore.Storage.Configuration;
using TradeStore.Storage.Layout;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Golden;

internal sealed class GoldenStoreTests
{
    [TestCase("layout-1-closed", 0)]
    [TestCase("layout-1-killed", 2)]
    public async Task A_store_of_an_earlier_layout_opens_with_every_row_exactly_once_and_is_of_this_layout_then(string name, int replayed)
    {
        using var folder = GoldenStore.Unpack(name);
        var id = GoldenStore.Read(folder, "SELECT value FROM system_metadata WHERE key = 'store_id'");

        await using (var store = await Quick.OpenAsync(folder))
        {
            Assert.That(store.OpenReport, Has.Property("IsNew").False.And.Property("ReplayedBatches").EqualTo(replayed));
            Assert.That(store.OpenReport.Findings, Is.Empty);
            await GoldenStore.CheckAsync(store);
        }

        Assert.That(GoldenStore.Read(folder, "SELECT value FROM system_metadata WHERE key = 'schema_version'"), Is.EqualTo($"{WarmSchema.Version}"));
        Assert.That(GoldenStore.Read(folder, "SELECT value FROM system_metadata WHERE key = 'store_id'"), Is.EqualTo(id));
        Assert.That(GoldenStore.Read(folder, "SELECT string_agg(number, ',' ORDER BY number) FROM _migrations"), Is.EqualTo(string.Join(',', Enumerable.Range(1, WarmSchema.Version))));
        Assert.That(GoldenStore.Read(folder, "SELECT string_agg(name, ',' ORDER BY name) FROM _tables WHERE name IN ('market_ticks', 'ohlcv_bars') AND NOT is_changing"), Is.EqualTo("market_ticks,ohlcv_bars"));

        await using var again = await Quick.OpenAsync(folder);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
        await GoldenStore.CheckAsync(again);
    }

    [TestCase("layout-1-closed")]
    [TestCase("layout-1-killed")]
    public async Task A_store_of_an_earlier_layout_ages(string name)
    {
        using var folder = GoldenStore.Unpack(name);
        var (from, to) = (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await using (var store = await Quick.OpenAsync(folder))
        {
            await EachAsync(table => store.Tiering.SealAsync(table, from, to), partitions: [3, 2]);
            await GoldenStore.CheckAsync(store);
            await EachAsync(table => store.Tiering.ExportAsync(table, from, to), partitions: [3, 2]);
            await GoldenStore.CheckAsync(store);
        }

        await using var again = await Quick.OpenAsync(folder);
        await GoldenStore.CheckAsync(again);
        Tiering.Debris.Check(again);
        await EachAsync(table => again.Tiering.RestoreAsync(table, from, to), partitions: [3, 2]);
        await GoldenStore.CheckAsync(again);

        static async Task EachAsync(Func<string, Task<TradeStore.Storage.Tiering.TieringReport>> move, int[] partitions)
        {
            var (ticks, bars) = (await move("market_ticks"), await move("ohlcv_bars"));
            Assert.That(ticks.Failed.Concat(bars.Failed), Is.Empty);
            Assert.That(new[] { ticks.Done.Count, bars.Done.Count }, Is.EqualTo(partitions));
        }
    }

    [TestCase("layout-1-closed")]
    [TestCase("layout-1-killed")]
    public async Task A_crash_at_any_point_of_a_migration_leaves_what_the_next_opening_completes(string name)
    {
        using var folder = GoldenStore.Unpack(name);
        using var images = new TemporaryFolder();
        var points = new List<string>();
        await using (await Quick.OpenAsync(folder, o => o.Writing.Reached = step =>
        {
            if (step is >= WritingStep.Defining and <= WritingStep.Recorded)
            {
                points.Add($"{points.Count}-{step}");
                FolderImage.Copy(folder.Path, Path.Combine(images.Path, points[^1]));
            }
        }))
        {
        }

        // Two steps and the tables: for each step DDL and its entry, for the tables their entries at least; before and after each commit.
        Assert.That(points, Has.Count.GreaterThanOrEqualTo(10));
        foreach (var point in points)
        {
            TestContext.Out.WriteLine(point);
            await using (var store = await Store.OpenAsync(Path.Combine(images.Path, point), Quick.Options()))
            {
                await GoldenStore.CheckAsync(store);
            }

            var steps = new List<WritingStep>();
            await using var again = await Store.OpenAsync(Path.Combine(images.Path, point), Quick.Options(o => o.Writing.Reached = steps.Add));
            Assert.That(steps.Where(s => s is >= WritingStep.Defining and <= WritingStep.Recorded), Is.Empty, "Nothing is left to migrate.");
        }
    }
}
