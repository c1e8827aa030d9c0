using TradeStore.Storage.Errors;
using TradeStore.Storage.Layout;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Schema.Storage;

internal sealed class TableEvolutionTests
{
    private const string Columns = "1:ts:Timestamp 2:symbol:Text:repeats 3:price:Decimal18:nullable";

    [TestCase(Columns + " 4:size:Decimal18:nullable", "size")]
    [TestCase(Columns + " 9:size:Decimal18:nullable 5:venue:Text:nullable:repeats", "size,venue")]
    [TestCase(Columns, "")]
    public void A_higher_version_may_add_nullable_columns(string columns, string added) =>
        Assert.That(string.Join(',', TableEvolution.Added(Table(Columns), Table(columns, version: 2)).Select(c => c.Name)), Is.EqualTo(added));

    [TestCase("1:ts:Timestamp 2:symbol:Text:repeats", 2, "price", "is in the store and not in the declaration", TestName = "Removed")]
    [TestCase("1:ts:Timestamp 2:symbol:Text:repeats 4:price:Decimal18:nullable", 2, "price", "(number 3) is in the store and not", TestName = "Another number")]
    [TestCase("1:ts:Timestamp 2:symbol:Text:repeats 3:last:Decimal18:nullable", 2, "price", "is called 'last'", TestName = "Renamed")]
    [TestCase("1:ts:Timestamp 2:symbol:Text:repeats 3:price:Double:nullable", 2, "price", "DECIMAL(18,8) in the store and DOUBLE", TestName = "Another type")]
    [TestCase("1:ts:Timestamp 2:symbol:Text:repeats 3:price:Decimal18", 2, "price", "nullable in the store and not nullable", TestName = "Not nullable any more")]
    [TestCase("1:ts:Timestamp 2:symbol:Text:repeats:nullable 3:price:Decimal18:nullable", 2, "symbol", "not nullable in the store and nullable", TestName = "Nullable now")]
    [TestCase("1:ts:Timestamp 2:symbol:Text 3:price:Decimal18:nullable", 2, "symbol", "kept as DictionaryText in the store and as PlainText", TestName = "Kept otherwise")]
    [TestCase("1:ts:Timestamp 3:price:Decimal18:nullable 2:symbol:Text:repeats", 2, "symbol", "stands at another place", TestName = "Moved")]
    [TestCase("1:ts:Timestamp 2:symbol:Text:repeats 4:size:Decimal18:nullable 3:price:Decimal18:nullable", 2, "price", "stands at another place", TestName = "Added in between")]
    [TestCase(Columns + " 4:size:Decimal18", 2, "size", "is not nullable", TestName = "Added and not nullable")]
    [TestCase(Columns + " 4:size:Decimal18:nullable", 1, "size", "without a higher version", TestName = "Added in the same version")]
    public void Any_other_change_of_a_column_is_refused_and_named(string columns, int version, string column, string said)
    {
        var error = Assert.Throws<SchemaMismatchException>(() => TableEvolution.Added(Table(Columns), Table(columns, (ushort)version)));

        Assert.That(error, Has.Property("Table").EqualTo("any").And.Property("Column").EqualTo(column));
        Assert.That(error!.Message, Does.Contain("'any'").And.Contain($"'{column}'").And.Contain(said));
        Assert.That(error.Code, Is.EqualTo(TradeStoreErrorCode.SchemaMismatch));
    }

    [Test]
    public void A_lower_version_may_be_declared_as_long_as_nothing_else_differs()
    {
        Assert.That(TableEvolution.Added(Table(Columns, version: 3), Table(Columns, version: 2)), Is.Empty);
        Assert.That(() => TableEvolution.Added(Table(Columns + " 4:size:Decimal18:nullable", version: 3), Table(Columns, version: 2)), Throws.TypeOf<SchemaMismatchException>());
        Assert.That(() => TableEvolution.Added(Table(Columns, version: 3), Table(Columns + " 4:size:Decimal18:nullable", version: 2)), Throws.TypeOf<SchemaMismatchException>());
    }

    [Test]
    public void No_version_may_change_what_decides_where_rows_are_and_which_are_the_same()
    {
        Refused(s => s with { Key = ["symbol"] }, "key is symbol, ts in the store and symbol in");
        Refused(s => s with { TimeColumn = null }, "kind is Series in the store and State in");
        Refused(s => s with { Span = PartitionSpan.Day }, "span is Month in the store and Day in");
        Refused(s => s with { Duplicates = DuplicateRule.KeepBoth }, "duplicates is Ignore in the store and KeepBoth in");
        var other = Table(Columns + " 4:at:Timestamp", change: s => s with { TimeColumn = "at" });
        Assert.That(() => TableEvolution.Added(Table(Columns + " 4:at:Timestamp"), other), Throws.TypeOf<SchemaMismatchException>().With.Message.Contains("time column is ts in the store and at in"));
    }

    [Test]
    public void A_higher_version_may_choose_another_lane_and_cluster_key_and_the_same_may_not()
    {
        Func<TableSettings, TableSettings>[] changes = [s => s with { Lane = Lane.Trading }, s => s with { ClusterKey = ["ts"] }];
        foreach (var change in changes)
        {
            Assert.That(() => TableEvolution.Added(Table(Columns), Table(Columns, version: 2, change)), Throws.Nothing);
            Assert.That(() => TableEvolution.Added(Table(Columns), Table(Columns, version: 1, change)), Throws.TypeOf<SchemaMismatchException>());
        }
    }

    private static void Refused(Func<TableSettings, TableSettings> change, string said) => Assert.That(
        () => TableEvolution.Added(Table(Columns), Table(Columns, version: 2, change)),
        Throws.TypeOf<SchemaMismatchException>().With.Message.Contains(said).And.Property("Table").EqualTo("any").And.Property("Column").Null);

    private static StoredTable Table(string columns, ushort version = 1, Func<TableSettings, TableSettings>? change = null)
    {
        var settings = new TableSettings { Name = "any", Version = version, TimeColumn = "ts", Key = ["symbol", "ts"] };
        return new StoredShape(change?.Invoke(settings) ?? settings, columns).Table;
    }
}
