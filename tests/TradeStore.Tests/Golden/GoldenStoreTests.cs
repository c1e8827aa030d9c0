using TradeStore.Storage.Layout;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Verification;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Golden;

internal sealed class GoldenStoreTests
{
    // One of each layout that was released, and that of this version.
    private static readonly string[] Layouts = ["layout-1"];

    [Test]
    public void There_is_a_store_of_this_layout() => Assert.That(Layouts, Does.Contain($"layout-{WarmSchema.Version}"));

    [TestCaseSource(nameof(Layouts))]
    public async Task It_opens_with_every_row_exactly_once_and_is_of_this_layout_then(string name)
    {
        using var folder = GoldenStore.Unpack(name);
        var id = GoldenStore.Read(folder, "SELECT value FROM system_metadata WHERE key = 'store_id'");

        await using (var store = await Quick.OpenAsync(folder))
        {
            Assert.That(store.OpenReport, Has.Property("IsNew").False.And.Property("ReplayedBatches").GreaterThan(0).And.Property("Findings").Empty);
            Assert.That(store.Precision, Is.EqualTo(NumberPrecision.Standard));
            await GoldenStore.CheckAsync(store);
            Assert.That((await store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
        }

        Assert.That(GoldenStore.Read(folder, "SELECT value FROM system_metadata WHERE key = 'schema_version'"), Is.EqualTo($"{WarmSchema.Version}"));
        Assert.That(GoldenStore.Read(folder, "SELECT value FROM system_metadata WHERE key = 'store_id'"), Is.EqualTo(id));
        Assert.That(GoldenStore.Read(folder, "SELECT string_agg(number, ',' ORDER BY number) FROM _migrations"), Is.EqualTo(string.Join(',', Enumerable.Range(1, WarmSchema.Version))));

        await using var again = await Quick.OpenAsync(folder);
        Assert.That(again.OpenReport.ReplayedBatches, Is.Zero);
        await GoldenStore.CheckAsync(again);
    }

    [TestCaseSource(nameof(Layouts))]
    public async Task It_has_rows_in_each_tier_and_ages_on(string name)
    {
        using var folder = GoldenStore.Unpack(name);
        Assert.That(
            GoldenStore.Read(folder, "SELECT string_agg(DISTINCT tier || ' ' || state, ',' ORDER BY tier || ' ' || state) FROM _segments"), Is.EqualTo("cold sealed,warm open,warm sealed"));
        await using (var store = await Quick.OpenAsync(folder))
        {
            await EachAsync(table => store.Tiering.SealAsync(table, GoldenStore.From, GoldenStore.To));
            await GoldenStore.CheckAsync(store);
            await EachAsync(table => store.Tiering.ExportAsync(table, GoldenStore.From, GoldenStore.To));
            Assert.That(await TiersAsync(store), Is.EqualTo(new[] { Tier.Cold }));
            await GoldenStore.CheckAsync(store);
            Assert.That((await store.VerifyAsync(VerificationLevel.Independent)).Findings, Is.Empty);
        }

        await using var again = await Quick.OpenAsync(folder);
        await GoldenStore.CheckAsync(again);
        Tiering.Debris.Check(again);
        await EachAsync(table => again.Tiering.RestoreAsync(table, GoldenStore.From, GoldenStore.To));
        Assert.That(await TiersAsync(again), Is.EqualTo(new[] { Tier.Warm }));
        await GoldenStore.CheckAsync(again);

        static async Task<IEnumerable<Tier>> TiersAsync(Store store) => (await store.Tiering.DescribeAsync()).Where(p => GoldenStore.Series.Contains(p.Table)).Select(p => p.Tier).Distinct();

        static async Task EachAsync(Func<string, Task<TieringReport>> move)
        {
            foreach (var table in GoldenStore.Series)
            {
                Assert.That((await move(table)).Failed, Is.Empty, table);
            }
        }
    }
}
