using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Tables;

internal sealed class RoundTripTests
{
    private static IEnumerable<TableSchema> Tables => BuiltInTables.All;

    [TestCaseSource(nameof(Tables))]
    public void Rows_come_out_of_the_database_as_they_went_in(TableSchema table)
    {
        var random = Quick.Seeded(table.Name.Length);
        var rows = TableRows.Of(table);
        var before = Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? rows.Minimal(random) : rows.Full(random)).ToList();

        var after = rows.ThroughTheDatabase(before);

        Assert.That(after, Has.Count.EqualTo(before.Count));
        for (var i = 0; i < before.Count; i++)
        {
            Assert.That(rows.Values(after[i]), Is.EqualTo(rows.Values(before[i])), $"row {i}");
        }
    }

    [TestCaseSource(nameof(Tables))]
    public void A_row_without_any_value_that_may_be_missing_is_taken(TableSchema table)
    {
        var rows = TableRows.Of(table);
        var row = rows.Minimal(new Random(1));
        var missing = ExpectedTable.Named(table.Name).Columns.Where(c => c.IsNullable).Select(c => c.Name);

        // Those that a rule asks for stay: a tick's price, a trade's symbol, a signal's market.
        Assert.That(missing.Count(c => rows.Values(row)[table.Ordinal(c)] is not null), Is.LessThanOrEqualTo(1));
        Assert.That(() => rows.Encode([row]), Throws.Nothing);
    }

    [Test]
    public void What_the_caller_leaves_out_and_the_store_fills_in_is_there()
    {
        var columns = ExpectedTable.All.SelectMany(t => t.Columns.Where(c => c.IsFilledIn).Select(c => (Table: t.Name, c.Name))).ToList();
        foreach (var (name, column) in columns)
        {
            var rows = TableRows.Of(BuiltInTables.All.Single(t => t.Name == name));
            var type = rows.PropertyType(column);
            object? empty = type == typeof(Guid) ? Guid.Empty : null;

            var stored = rows.ThroughTheDatabase([rows.With(rows.Full(new Random(2)), column, empty)])[0];

            Assert.That(rows.Values(stored)[rows.Schema.Ordinal(column)], type == typeof(Guid) ? Has.Property("Version").EqualTo(7) : Is.EqualTo(Some.Day.AddDays(1)), $"{name}.{column}");
        }

        Assert.That(columns, Has.Count.EqualTo(13));
    }
}
