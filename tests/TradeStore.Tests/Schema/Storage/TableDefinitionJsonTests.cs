using TradeStore.Storage.Layout;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Tests.Schema.Storage;

internal sealed class TableDefinitionJsonTests
{
    private static IEnumerable<TableSchema> Tables => [.. BuiltInTables.All, Declared.Note(), Declared.Level(), Declared.Level(version: 3, hasComment: true)];

    [TestCaseSource(nameof(Tables))]
    public void A_table_comes_back_from_its_definition_as_it_was(TableSchema table)
    {
        var stored = TableDefinitionJson.Read(TableDefinitionJson.Write(table));

        Assert.That(Describe(stored), Is.EqualTo(Describe(table)));
        Assert.That(TableDefinitionJson.Write(stored), Is.EqualTo(TableDefinitionJson.Write(table)));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("""{"name":"x","version":1,"key":["a"],"cluster":["a"],"duplicates":"Ignore","lane":"Market","columns":[]}""")]
    [TestCase("""{"name":"x","version":1,"key":[],"cluster":[],"duplicates":"Unheard","lane":"Market","columns":[]}""")]
    public void A_definition_that_is_not_known_is_refused(string text) => Assert.That(() => TableDefinitionJson.Read(text), Throws.InstanceOf<FormatException>());

    // Everything that the stages behind the door ask a table for; what only validation asks for is not kept.
    private static string Describe(TableSchema t) =>
        $"{t.Name} {t.Kind} {t.Version} {t.Lane} {t.Span} {t.Duplicates} {t.TimeColumn} {t.IsDirect} {t.StateTable} [{string.Join(',', t.Key)}] [{string.Join(',', t.ClusterKey)}] "
            + $"{t.OrderedKey is not null} [{string.Join(',', t.OrderedKey?.Series ?? [])}] {t.OrderedKey?.Time} {t.OrderedKey?.Sequence} "
            + string.Join(';', t.Columns.Select(c => $"{c.FieldId} {c.Name} {c.SqlType} {c.Type} {c.Scale} {c.Storage} {c.Width} {c.IsNullable}"));
}
