using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema.Tables;

/// <summary>Every column of every table is given what lies just within its bounds.</summary>
internal sealed class TakenValueTests
{
    private static IEnumerable<TestCaseData> Columns() => ExpectedTable.All
        .SelectMany(t => t.Columns.Select(c => new TestCaseData(BuiltInTables.All.Single(b => b.Name == t.Name), c).SetArgDisplayNames(t.Name, c.Name)));

    [TestCaseSource(nameof(Columns))]
    public void A_column_takes_what_lies_within_its_bounds(TableSchema table, ExpectedColumn column)
    {
        var rows = TableRows.Of(table);
        var random = Quick.Seeded(column.Name.Length);
        foreach (var value in Taken(column, rows.PropertyType(column.Name)))
        {
            try
            {
                rows.Encode([rows.With(rows.Full(random), column.Name, value)]);
            }
            catch (InvalidRowException refused)
            {
                // Rules over several columns come after the columns, so that this one took the value.
                Assert.That(rows.Rules, Has.Member((refused.Column, refused.Reason)), $"{table}.{column.Name} refused {value ?? "NULL"}: {refused.Reason}");
            }
        }
    }

    private static IEnumerable<object?> Taken(ExpectedColumn column, Type type)
    {
        object?[] missing = column.IsNullable ? [null] : [];
        return
        [
            .. missing,
            .. column.SqlType switch
            {
                "TIMESTAMP" => [new DateTime(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc), DateTime.UnixEpoch.AddTicks(-10), Some.Day.AddDays(2), .. Later(column)],
                "DATE" => [new DateOnly(1800, 1, 1), new DateOnly(1969, 12, 31), DateOnly.FromDateTime(Some.Day).AddDays(2)],
                "DECIMAL(18,8)" => Decimals(column, 9_999_999_999.99999999m),
                "DECIMAL(28,8)" => Decimals(column, 99_999_999_999_999_999_999.99999999m),
                "BIGINT" => Integers(column, long.MinValue, 0L, 1L, long.MaxValue),
                "INTEGER" => Integers(column, int.MinValue, 0, 1, int.MaxValue),
                "DOUBLE" => [column.Lowest ?? double.MinValue, column.Highest ?? double.MaxValue],
                "BOOLEAN" => [true, false],
                "JSON" => ["null", "{}"],
                "VARCHAR" when type.IsEnum => Enum.GetValues(type).Cast<object>().Skip(1),
                "VARCHAR" => [new string('ü', column.LongestText!.Value), .. Empty(column)],
                "VARCHAR[]" => [Array.Empty<string>(), new[] { new string('c', 255), "" }],
                _ => (IEnumerable<object?>)[new Guid(1, 2, 3, new byte[8])],
            },
        ];
    }

    private static object[] Later(ExpectedColumn column) => column.IsFutureAllowed ? [new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc)] : [];

    private static object[] Empty(ExpectedColumn column) => column.IsEmptyAllowed ? ["", " "] : [];

    private static object[] Decimals(ExpectedColumn column, decimal largest) =>
        column.IsPositive ? [0.00000001m, largest] : column.IsNotNegative ? [0m, largest] : [-largest, 0m, largest, 1.5000000000m];

    private static object[] Integers(ExpectedColumn column, object lowest, object zero, object one, object highest) =>
        column.IsPositive ? [one, highest] : column.IsNotNegative ? [zero, highest] : [lowest, zero, highest];
}
