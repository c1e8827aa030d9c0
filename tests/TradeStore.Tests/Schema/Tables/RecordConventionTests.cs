using System.Reflection;
using System.Runtime.CompilerServices;
using TradeStore.Storage.Schema;
using TradeStore.Tables;

namespace TradeStore.Tests.Schema.Tables;

internal sealed class RecordConventionTests
{
    // Where the name in SQL would say nothing in C#, or say its record's name again.
    private static readonly Dictionary<string, string> Renamed = new() { ["ts"] = "Timestamp", ["order_type"] = "Type", ["exec_type"] = "Type" };

    private static IEnumerable<TableSchema> Tables => BuiltInTables.All;

    [TestCaseSource(nameof(Tables))]
    public void Every_property_of_a_record_is_a_column_and_has_its_name(TableSchema table)
    {
        var shown = RowType(table).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name).ToList();
        var hidden = RowType(table).GetProperties(BindingFlags.NonPublic | BindingFlags.Instance).Select(p => p.Name).Where(n => n != "EqualityContract").ToList();
        var columns = table.Columns.Select(c => Renamed.GetValueOrDefault(c.Name) ?? PascalCase(c.Name)).ToList();

        Assert.That(shown, Is.EqualTo(columns.Except(hidden)));
        Assert.That(hidden, Is.SubsetOf(columns));
    }

    [TestCaseSource(nameof(Tables))]
    public void A_record_is_sealed_and_nothing_of_it_can_be_changed(TableSchema table)
    {
        Assert.That(RowType(table).IsSealed, Is.True);
        foreach (var property in RowType(table).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.That(property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers(), Has.Member(typeof(IsExternalInit)), property.Name);
        }
    }

    [TestCaseSource(nameof(Tables))]
    public void A_column_that_may_be_missing_has_a_property_that_may_be(TableSchema table)
    {
        var context = new NullabilityInfoContext();
        foreach (var column in table.Columns.Where(c => c.IsNullable))
        {
            var property = RowType(table).GetProperty(Renamed.GetValueOrDefault(column.Name) ?? PascalCase(column.Name))!;
            Assert.That(context.Create(property).ReadState, Is.EqualTo(NullabilityState.Nullable), $"{table}.{column.Name}");
            Assert.That(property.GetCustomAttribute<RequiredMemberAttribute>(), Is.Null, $"{table}.{column.Name}");
        }
    }

    [Test]
    public void Every_enum_of_a_record_has_None_as_zero()
    {
        var enums = Tables.SelectMany(t => RowType(t).GetProperties()).Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType).Where(t => t.IsEnum).Distinct().ToList();

        Assert.That(enums, Has.Count.GreaterThan(10));
        Assert.That(enums.Select(e => Enum.GetName(e, 0)), Is.All.EqualTo("None"));
    }

    private static Type RowType(TableSchema table) => table.GetType().GenericTypeArguments[0];

    private static string PascalCase(string name) => string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
