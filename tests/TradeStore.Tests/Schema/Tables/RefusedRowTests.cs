using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Tables;

/// <summary>Every column of every table is given all that it must refuse, in an otherwise good row.</summary>
internal sealed class RefusedRowTests
{
    private static readonly DateTime Now = Some.Day.AddDays(1);

    private static IEnumerable<TestCaseData> Columns() => ExpectedTable.All
        .SelectMany(t => t.Columns.Select(c => new TestCaseData(BuiltInTables.All.Single(b => b.Name == t.Name), c).SetArgDisplayNames(t.Name, c.Name)));

    [TestCaseSource(nameof(Columns))]
    public void A_column_refuses_what_breaks_its_rules_by_row_column_value_and_reason(TableSchema table, ExpectedColumn column)
    {
        var rows = TableRows.Of(table);
        var random = Quick.Seeded(column.Name.Length);
        var type = rows.PropertyType(column.Name);
        foreach (var (value, shown, reason) in Refused(column, type))
        {
            var batch = new[] { rows.Full(random), rows.Minimal(random), rows.With(rows.Full(random), column.Name, value), rows.Full(random) };

            var error = Assert.Throws<InvalidRowException>(() => rows.Encode(batch), $"{table}.{column.Name} took {value ?? "NULL"}");

            Assert.Multiple(() =>
            {
                Assert.That(error!.Table, Is.EqualTo(table.Name));
                Assert.That(error.RowIndex, Is.EqualTo(2));
                Assert.That(error.Column, Is.EqualTo(column.Name));
                Assert.That(error.Value, Is.EqualTo(shown));
                Assert.That(error.Reason, Does.Contain(reason));
            });
        }
    }

    [Test]
    public void All_but_the_columns_that_take_any_value_are_covered()
    {
        var free = ExpectedTable.All.SelectMany(t => t.Columns.Where(c => !Refused(c, typeof(object)).Any()).Select(c => c.SqlType)).Distinct();

        Assert.That(free, Is.SubsetOf(new[] { "BOOLEAN", "BIGINT", "UUID" }));
    }

    private static IEnumerable<(object? Value, object? Shown, string Reason)> Refused(ExpectedColumn column, Type type)
    {
        var values = column.SqlType switch
        {
            "TIMESTAMP" => Times(column),
            "DATE" => Dates(),
            "DECIMAL(18,8)" => Decimals(column, "DECIMAL(18,8)", 1.000000001m, 10_000_000_000m),
            "DECIMAL(28,8)" => Decimals(column, "DECIMAL(28,8)", 0.000000001m, 100_000_000_000_000_000_000m),
            "BIGINT" => Integers(column, n => (long)n),
            "INTEGER" => Integers(column, n => n),
            "DOUBLE" => Ratios(column),
            "JSON" => [Same("{\"a\":", "not valid JSON"), Same("", "not valid JSON"), Same("\"\uD800\"", "not valid Unicode")],
            "VARCHAR" when column.Names.Any() => Enums(type),
            "VARCHAR" => Texts(column),
            "VARCHAR[]" => [(new[] { "A", null! }, null, "element 1"), (new[] { new string('c', 256) }, new string('c', 256), "256 characters")],
            "UUID" when !column.IsNullable && !column.IsFilledIn => [Same(Guid.Empty, "a value is required")],
            _ => [],
        };
        var isMissingRefused = !column.IsNullable && !column.IsFilledIn && (type == typeof(string) || type == typeof(IReadOnlyList<string>));
        return isMissingRefused ? values.Append((null, null, "a value is required")) : values;
    }

    private static (object? Value, object? Shown, string Reason) Same(object value, string reason) => (value, value, reason);

    private static IEnumerable<(object?, object?, string)> Times(ExpectedColumn column)
    {
        yield return Same(DateTime.SpecifyKind(Some.Day, DateTimeKind.Local), "not UTC");
        yield return Same(DateTime.SpecifyKind(Some.Day, DateTimeKind.Unspecified), "not UTC");
        yield return Same(default(DateTime), "not UTC");
        yield return Same(Some.Day.AddTicks(1), "finer than a microsecond");
        yield return Same(new DateTime(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(-10), "before 1800");
        if (!column.IsFutureAllowed)
        {
            yield return Same(Now.AddDays(1).AddTicks(10), "ahead of the clock");
        }
    }

    private static IEnumerable<(object?, object?, string)> Dates()
    {
        yield return Same(new DateOnly(1799, 12, 31), "before 1800");
        yield return Same(DateOnly.FromDateTime(Now).AddDays(2), "ahead of the clock");
        yield return Same(DateOnly.MaxValue, "ahead of the clock");
    }

    private static IEnumerable<(object?, object?, string)> Decimals(ExpectedColumn column, string type, decimal tooFine, decimal tooLarge)
    {
        foreach (var value in new[] { tooFine, tooLarge, -tooLarge, decimal.MaxValue, decimal.MinValue })
        {
            yield return Same(value, $"does not fit {type} exactly");
        }

        foreach (var refused in Signs(column))
        {
            yield return Same((decimal)refused.Number, refused.Reason);
        }
    }

    private static IEnumerable<(object?, object?, string)> Integers(ExpectedColumn column, Func<int, object> convert) => Signs(column).Select(s => Same(convert(s.Number), s.Reason));

    private static IEnumerable<(int Number, string Reason)> Signs(ExpectedColumn column) =>
        column.IsPositive ? [(0, "greater than zero"), (-1, "greater than zero")] : column.IsNotNegative ? [(-1, "may not be negative")] : [];

    private static IEnumerable<(object?, object?, string)> Ratios(ExpectedColumn column)
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            yield return Same(value, "not a finite number");
        }

        if (column.Lowest is { } lowest)
        {
            yield return Same(Math.BitDecrement(lowest), "is below");
        }

        if (column.Highest is { } highest)
        {
            yield return Same(Math.BitIncrement(highest), "is above");
        }
    }

    // An enum is shown as what was passed: its number, or None.
    private static IEnumerable<(object?, object?, string)> Enums(Type type) => type.IsEnum
        ? [(Enum.ToObject(type, 0), "None", "it is not one of: "), (Enum.ToObject(type, 99), "99", "it is not one of: "), (Enum.ToObject(type, -1), "-1", "it is not one of: ")]
        : [(null, null, "")];

    private static IEnumerable<(object?, object?, string)> Texts(ExpectedColumn column)
    {
        var tooLong = new string('x', column.LongestText!.Value + 1);
        yield return Same(tooLong, $"{tooLong.Length} characters");
        yield return Same("A\uD800B", "not valid Unicode");
        if (!column.IsEmptyAllowed)
        {
            yield return Same("", "may not be empty");
            yield return Same("  ", "may not be empty");
        }
    }
}
