using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Histories;

namespace TradeStore.Tests.Tiering;

/// <summary>Tables that are laid down by a text which is not in their key: a row with the same key and another text still is a duplicate.</summary>
internal sealed class ClusterOutsideKeyTests
{
    [Test]
    public async Task A_duplicate_is_settled_by_the_rule_although_the_older_row_is_passed_over_by_its_place([Values] bool isCold)
    {
        foreach (var table in AgingKinds.Declared)
        {
            using var folder = new TemporaryFolder();
            await using var store = await Quick.OpenAsync(folder, options => options.Tables.Add(table));
            var row = new Measure { Id = Guid.CreateVersion7(), At = Some.Day, Place = "old", Value = 1 };
            await store.Series(table).AppendAsync(row);
            var (from, to) = (Some.Day, Some.Day.AddDays(1));
            _ = isCold ? await store.Tiering.ExportAsync(table.Name, from, to) : await store.Tiering.SealAsync(table.Name, from, to);
            await store.Series(table).AppendAsync(row with { Place = "new" });
            string[] expected = table.Duplicates switch { DuplicateRule.Ignore => ["old"], DuplicateRule.Replace => ["new"], _ => ["old", "new"] };
            await CheckAsync("beside it in memory");
            await store.CheckpointAsync();
            await CheckAsync("in a segment of its own");
            _ = await store.Tiering.ExportAsync(table.Name, from, to);
            await CheckAsync("merged");

            async Task CheckAsync(string when)
            {
                foreach (var place in (string[])["old", "new"])
                {
                    var found = await store.Series(table).GetAsync(new RangeQuery(), new SeriesFilter(table, from, to).Where("place", place), default);
                    Assert.That(found.Select(m => m.Place), Is.EqualTo(expected.Where(p => p == place)), $"{table.Name}, {when}: {place}");
                    Assert.That(await store.Series(table).Query().Where(m => m.Place == place).CountAsync(), Is.EqualTo(found.Count), $"{table.Name}, {when}: {place} by a query");
                }
            }
        }
    }
}
