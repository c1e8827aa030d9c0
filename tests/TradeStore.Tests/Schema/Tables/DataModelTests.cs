using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Tests.Schema.Tables;

internal sealed class DataModelTests
{
    private static IEnumerable<TableSchema> Tables => BuiltInTables.All;

    [Test]
    public void Every_table_of_the_data_model_is_declared_and_no_other() =>
        Assert.That(Tables.Select(t => t.Name), Is.EquivalentTo(ExpectedTable.All.Select(t => t.Name)));

    [TestCaseSource(nameof(Tables))]
    public void Every_column_is_declared_with_its_type_and_in_the_order_of_the_data_model(TableSchema table) =>
        Assert.That(
            table.Columns.Select(c => $"{c.Name} {c.SqlType}{(c.IsNullable ? " ?" : "")}"),
            Is.EqualTo(ExpectedTable.Named(table.Name).Columns.Select(c => $"{c.Name} {c.SqlType}{(c.IsNullable ? " ?" : "")}")));

    [TestCaseSource(nameof(Tables))]
    public void Keys_spans_duplicates_and_lanes_are_those_of_the_data_model(TableSchema table)
    {
        var kind = table.Kind == TableKind.State ? "state" : $"{table.Span}".ToLowerInvariant();
        var settings = $"{kind} {table.Duplicates} {table.Lane}; {Names(table, table.Key)} / {Names(table, table.ClusterKey)}";

        Assert.That(settings, Is.EqualTo(ExpectedTable.Named(table.Name).Settings).IgnoreCase);
    }

    [TestCaseSource(nameof(Tables))]
    public void Names_allowed_and_lengths_are_those_of_the_data_model(TableSchema table)
    {
        foreach (var expected in ExpectedTable.Named(table.Name).Columns)
        {
            var column = expected.Of(table);
            Assert.That(column.AllowedTexts, Is.EqualTo(expected.Names), $"{table}.{column.Name}");
            Assert.That(column.MaximumLength, Is.EqualTo(expected.LongestText ?? int.MaxValue), $"{table}.{column.Name}");
            Assert.That(column.IsFutureAllowed, Is.EqualTo(expected.IsFutureAllowed), $"{table}.{column.Name}");
        }
    }

    [TestCaseSource(nameof(Tables))]
    public void The_numbers_of_the_columns_count_from_one_without_a_gap(TableSchema table) =>
        Assert.That(table.Columns.Select(c => (int)c.FieldId), Is.EqualTo(Enumerable.Range(1, table.Columns.Count)));

    [Test]
    public void No_two_tables_share_a_name_or_a_row_type()
    {
        Assert.That(Tables.Select(t => t.Name), Is.Unique);
        Assert.That(Tables.Select(t => t.GetType()), Is.Unique);
    }

    private static string Names(TableSchema table, IEnumerable<int> columns) => string.Join(' ', columns.Select(c => table.Columns[c].Name));
}
