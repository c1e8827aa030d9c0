using TradeStore.Storage.Declarations;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema;

internal sealed class DeclarationTests
{
    private static readonly TableSettings State = new() { Name = "every_kind", Key = ["id"] };

    private static IEnumerable<TestCaseData> Settings()
    {
        yield return Case("capitals", EveryKind.Settings with { Name = "Every" }, "'Every'");
        yield return Case("digit first", EveryKind.Settings with { Name = "1st" }, "'1st'");
        yield return Case("underscore first", EveryKind.Settings with { Name = "_segments" }, "'_segments'");
        yield return Case("quote", EveryKind.Settings with { Name = "a\"b" }, "'a\"b'");
        yield return Case("line end", EveryKind.Settings with { Name = "a\n" }, "'a\n'");
        yield return Case("empty", EveryKind.Settings with { Name = "" }, "''");
        yield return Case("long name", EveryKind.Settings with { Name = new string('a', 49) }, "at most 48");
        yield return Case("the store's own", EveryKind.Settings with { Name = "system_metadata" }, "'system_metadata' is reserved");
        yield return Case("the database's own", EveryKind.Settings with { Name = "duckdb_tables" }, "'duckdb_tables' is reserved");
        yield return Case("version 0", EveryKind.Settings with { Version = 0 }, "version");
        yield return Case("no key", EveryKind.Settings with { Key = [] }, "'every_kind' has no key");
        yield return Case("key twice", EveryKind.Settings with { Key = ["id", "id"] }, "names a column twice");
        yield return Case("unknown key", EveryKind.Settings with { Key = ["ident"] }, "key column 'ident' of the table 'every_kind'");
        yield return Case("unknown cluster key", EveryKind.Settings with { ClusterKey = ["cluster"] }, "cluster key column 'cluster'");
        yield return Case("unknown time", EveryKind.Settings with { TimeColumn = "ts" }, "time column 'ts'");
        yield return Case("time may be missing", EveryKind.Settings with { TimeColumn = "later" }, "time column 'later'");
        yield return Case("time is a date", EveryKind.Settings with { TimeColumn = "day" }, "time column 'day'");
        yield return Case("key of a state may be missing", State with { Key = ["id", "maybe_id"] }, "'maybe_id' of the state table");
        yield return Case("no such span", EveryKind.Settings with { Span = (PartitionSpan)7 }, "span");
    }

    private static IEnumerable<TestCaseData> Columns()
    {
        yield return Declare("capitals", b => b.Date(30, "Day", r => r.Day), "'Day' of the table");
        yield return Declare("long name", b => b.Date(30, new string('a', 65), r => r.Day), "at most 64");
        yield return Declare("name twice", b => b.Date(30, "id", r => r.Day), "name 'id' more than once");
        yield return Declare("number twice", b => b.Date(19, "day", r => r.Day), "number '19' more than once: id, day");
        yield return Declare("property twice", b => b.Uuid(30, "other", r => r.Id), "property 'Id' more than once: id, other");
        yield return Declare("not a property", b => b.Text(30, "text", r => r.Text + "!", 10), "not a property of the row Row");
        yield return Declare("property of a property", b => b.Integer(30, "year", r => r.Day.Year), "not a property of the row Row");
        yield return Declare("wrong type", b => b.Decimal(30, "ratio", r => r.Ratio), "'Ratio' of Row is Double, not Decimal");
        yield return Declare("no setter", b => b.Integer(30, "length", r => r.Length), "'Length', the property of column 'length'");
        yield return Declare("rule of no column", b => b.Rule("nothing", _ => null, _ => true, ""), "rule's column 'nothing'");
        yield return Declare("no length", b => b.Text(30, "text", r => r.Text, 0), "maximumLength");
    }

    [TestCaseSource(nameof(Settings))]
    public void A_table_that_is_not_sound_is_refused_when_it_is_built(TableSettings settings, string says) =>
        Assert.That(() => EveryKind.Builder.Build(settings), Throws.InstanceOf<ArgumentException>().With.Message.Contains(says));

    [TestCaseSource(nameof(Columns))]
    public void A_column_that_is_not_sound_is_refused(Action<TableBuilder<Row>> declare, string says)
    {
        var builder = new TableBuilder<Row>().Uuid(19, "id", r => r.Id);

        Assert.That(
            () =>
            {
                declare(builder);
                builder.Build(State);
            },
            Throws.InstanceOf<ArgumentException>().With.Message.Contains(says));
    }

    [Test]
    public void A_row_that_cannot_be_made_is_refused() =>
        Assert.That(
            () => new TableBuilder<Unmakeable>().Uuid(1, "id", r => r.Id).Build(State),
            Throws.ArgumentException.With.Message.Contains("Unmakeable, has no constructor without parameters"));

    [Test]
    public void An_enum_with_one_name_for_two_members_or_an_empty_one_is_refused()
    {
        Assert.That(() => new TableBuilder<Shaded>().Uuid(1, "id", r => r.Id).Named(2, "twice", r => r.Twice).Build(State), Throws.ArgumentException.With.Message.Contains("'twice'").And.Message.Contains("'dark', 'dark'"));
        Assert.That(() => new TableBuilder<Shaded>().Uuid(1, "id", r => r.Id).Named(2, "empty", r => r.Empty).Build(State), Throws.ArgumentException.With.Message.Contains("'empty'").And.Message.Contains("'light', ' '"));
    }

    [Test]
    public void A_table_without_columns_is_refused() =>
        Assert.That(() => new TableBuilder<EveryKind>().Build(State), Throws.ArgumentException.With.Message.Contains("has no columns"));

    [Test]
    public void A_sound_table_is_built_and_later_columns_do_not_change_it()
    {
        var builder = new TableBuilder<EveryKind>().Uuid(1, "id", r => r.Id);
        var table = builder.Build(State);
        builder.Date(2, "day", r => r.Day);

        Assert.That(table.Kind, Is.EqualTo(TableKind.State));
        Assert.That(table.Columns.Select(c => c.Name), Is.EqualTo(new[] { "id" }));
    }

    private static TestCaseData Case(string name, TableSettings settings, string says) => new TestCaseData(settings, says).SetArgDisplayNames(name);

    private static TestCaseData Declare(string name, Action<TableBuilder<Row>> declare, string says) => new TestCaseData(declare, says).SetArgDisplayNames(name);

    internal sealed record Row
    {
        public Guid Id { get; init; }

        public DateOnly Day { get; init; }

        public double Ratio { get; init; }

        public string? Text { get; init; }

        public int Length => Text?.Length ?? 0;
    }

    private sealed record Unmakeable(Guid Id);

    private sealed record Shaded
    {
        public Guid Id { get; init; }

        public Twice Twice { get; init; }

        public Empty Empty { get; init; }
    }

    private enum Twice
    {
        Dark,

        [StoredAs("dark")]
        Darker,
    }

    private enum Empty
    {
        Light,

        [StoredAs(" ")]
        Lighter,
    }
}
