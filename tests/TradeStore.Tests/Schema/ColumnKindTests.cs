using TradeStore.Model;
using TradeStore.Storage.Declarations;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Schema;

internal sealed class ColumnKindTests
{
    private static readonly Table<EveryKind> Table = EveryKind.Builder.Build(EveryKind.Settings);

    private static readonly EveryKind Full = new()
    {
        At = Some.Day,
        Later = new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc),
        Day = new DateOnly(1970, 1, 1),
        MaybeDay = new DateOnly(2024, 2, 29),
        AnyDay = DateOnly.MaxValue,
        Small = int.MinValue,
        MaybeSmall = 0,
        Large = long.MaxValue,
        Ratio = double.Epsilon,
        Bounded = -0.5,
        MaybeTrue = false,
        Positive = 0.00000001m,
        WidePositive = 99_999_999_999_999_999_999.99999999m,
        Type = OrderType.StopLimit,
        Status = OrderStatus.Expired,
        Text = "0123456789",
        Blank = "",
        Json = "[null]",
        Id = new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff"),
        MaybeId = Guid.Empty,
    };

    private static readonly EveryKind Minimal = new()
    {
        At = DateTime.UnixEpoch,
        Small = int.MaxValue,
        Large = 1,
        Ratio = double.MinValue,
        Day = DateOnly.FromDateTime(Some.Day).AddDays(2),
        AnyDay = DateOnly.FromDateTime(DateTime.UnixEpoch),
        WidePositive = 1,
        Type = OrderType.Market,
        Text = "日",
        Json = "0",
        Id = new Guid("00000000-0000-0000-0000-000000000001"),
    };

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case("time far ahead", r => r with { At = r.Later!.Value }, "at", "ahead of the clock");
        yield return Case("later before 1800", r => r with { Later = new DateTime(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(-10) }, "later", "before 1800");
        yield return Case("later local", r => r with { Later = DateTime.SpecifyKind(Some.Day, DateTimeKind.Local) }, "later", "not UTC");
        yield return Case("day before 1800", r => r with { Day = new DateOnly(1799, 12, 31) }, "day", "before 1800");
        yield return Case("day far ahead", r => r with { MaybeDay = DateOnly.FromDateTime(Some.Day).AddDays(3) }, "maybe_day", "ahead of the clock");
        yield return Case("any day before 1800", r => r with { AnyDay = DateOnly.MinValue }, "any_day", "before 1800");
        yield return Case("negative", r => r with { MaybeSmall = -1 }, "maybe_small", "may not be negative");
        yield return Case("zero", r => r with { Large = 0 }, "large", "greater than zero");
        yield return Case("NaN", r => r with { Ratio = double.NaN }, "ratio", "not a finite number");
        yield return Case("infinite", r => r with { Bounded = double.PositiveInfinity }, "bounded", "not a finite number");
        yield return Case("below", r => r with { Bounded = -0.50000001 }, "bounded", "is below -0.5");
        yield return Case("above", r => r with { Bounded = 2.00000001 }, "bounded", "is above 2");
        yield return Case("nothing", r => r with { Positive = 0 }, "positive", "greater than zero");
        yield return Case("less than nothing", r => r with { WidePositive = -1 }, "wide_positive", "greater than zero");
        yield return Case("no type", r => r with { Type = OrderType.None }, "type", "not one of: market, limit, stop, stop_limit");
        yield return Case("unknown status", r => r with { Status = (OrderStatus)8 }, "status", "not one of: pending, submitted, partial");
        yield return Case("status none", r => r with { Status = OrderStatus.None }, "status", "not one of: pending");
        yield return Case("long text", r => r with { Text = "01234567890" }, "text", "11 characters, more than 10");
        yield return Case("long blank", r => r with { Blank = "01234567890" }, "blank", "11 characters, more than 10");
        yield return Case("blank text", r => r with { Text = " " }, "text", "may not be empty");
        yield return Case("no text", r => r with { Text = null! }, "text", "a value is required");
        yield return Case("no JSON", r => r with { Json = null! }, "json", "a value is required");
        yield return Case("empty id", r => r with { Id = Guid.Empty }, "id", "a value is required");
    }

    [Test]
    public void Values_of_every_kind_come_out_of_the_database_as_they_went_in() =>
        Assert.That(TableRows.Of(Table).ThroughTheDatabase([Full, Minimal, Full]), Is.EqualTo(new[] { Full, Minimal, Full }));

    [TestCaseSource(nameof(Refusals))]
    public void A_value_that_its_column_does_not_take_is_refused(Func<EveryKind, EveryKind> change, string column, string reason)
    {
        var rows = TableRows.Of(Table);
        var bad = change(Full);

        var error = Assert.Throws<InvalidRowException>(() => rows.Encode([Minimal, bad]));

        Assert.That((error!.Table, error.RowIndex, error.Column), Is.EqualTo(("every_kind", 1, column)));
        Assert.That(error.Value?.ToString(), Is.EqualTo(rows.Values(bad)[Table.Ordinal(column)]?.ToString()));
        Assert.That(error.Reason, Does.Contain(reason));
    }

    [Test]
    public void Enums_are_bound_by_their_names_whether_a_query_has_the_member_or_its_number()
    {
        var type = Table.TypedColumns[Table.Ordinal("type")].ToParameter!;
        var status = Table.TypedColumns[Table.Ordinal("status")].ToParameter!;

        Assert.That(type(OrderType.StopLimit), Is.EqualTo("stop_limit"));
        Assert.That(type((int)OrderType.StopLimit), Is.EqualTo("stop_limit"));
        Assert.That(status(OrderStatus.Filled), Is.EqualTo("filled"));
        Assert.That(type(OrderType.None), Is.Not.AnyOf(SqlName.All<OrderType>()));
        Assert.That(Table.TypedColumns.Count(c => c.ToParameter is not null), Is.EqualTo(2));
    }

    private static TestCaseData Case(string name, Func<EveryKind, EveryKind> change, string column, string reason) =>
        new TestCaseData(change, column, reason).SetArgDisplayNames(name);
}
