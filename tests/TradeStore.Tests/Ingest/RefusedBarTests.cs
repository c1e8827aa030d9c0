using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

internal sealed class RefusedBarTests
{
    private static readonly long Now = DuckDb.Vectors.TimestampConversion.ToMicroseconds(Some.Day.AddDays(1));

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case("low above open", b => b with { Low = 100.5m }, "low", 100.5m, "low is above open or close");
        yield return Case("low above close", b => b with { Open = 101, Close = 99.5m, Low = 99.6m }, "low", 99.6m, "low is above open or close");
        yield return Case("high below open", b => b with { Open = 103m }, "high", 102m, "high is below open or close");
        yield return Case("high below close", b => b with { Close = 102.5m }, "high", 102m, "high is below open or close");
        yield return Case("no timeframe", b => b with { Timeframe = Timeframe.None }, "timeframe", "None", "not one of: 1s, 5s");
        yield return Case("unknown timeframe", b => b with { Timeframe = (Timeframe)99 }, "timeframe", "99", "not one of: 1s, 5s");
        yield return Case("negative volume", b => b with { Volume = -1 }, "volume", -1m, "may not be negative");
        yield return Case("negative trades", b => b with { TradeCount = -1 }, "trade_count", -1L, "may not be negative");
        yield return Case("too precise", b => b with { Vwap = 1.000000001m }, "vwap", 1.000000001m, "does not fit DECIMAL(18,8)");
        yield return Case("volume too large", b => b with { Volume = decimal.MaxValue }, "volume", decimal.MaxValue, "does not fit DECIMAL(28,8)");
        yield return Case("broken JSON", b => b with { Indicators = "{\"sma\":" }, "indicators", "{\"sma\":", "not valid JSON");
        yield return Case("empty JSON", b => b with { Indicators = "" }, "indicators", "", "not valid JSON");
        yield return Case("two JSON values", b => b with { Indicators = "1 2" }, "indicators", "1 2", "not valid JSON");
        yield return Case("NaN in JSON", b => b with { Indicators = "{\"sma\":NaN}" }, "indicators", "{\"sma\":NaN}", "not valid JSON");
        yield return Case("half a surrogate", b => b with { Indicators = "\"\uD800\"" }, "indicators", "\"\uD800\"", "not valid Unicode");
        yield return Case("half a surrogate beside U+FFFD", b => b with { Indicators = "\"\uFFFD\uD800\"" }, "indicators", "\"\uFFFD\uD800\"", "not valid Unicode");
        yield return Case("long symbol", b => b with { Symbol = new string('x', 256) }, "symbol", new string('x', 256), "256 characters");
        yield return Case("not UTC", b => b with { Timestamp = new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Local) }, "ts", new DateTime(2024, 3, 5, 0, 0, 0, DateTimeKind.Local), "not UTC");
    }

    [TestCaseSource(nameof(Refusals))]
    public void A_bar_that_breaks_a_rule_is_refused_by_row_column_value_and_reason(Func<Bar, Bar> change, string column, object value, string reason)
    {
        var error = Assert.Throws<InvalidRowException>(() => BarTable.Definition.Encoder.Encode([Some.Bar(0), Some.Bar(1), change(Some.Bar(2))], Now));

        Assert.Multiple(() =>
        {
            Assert.That(error!.Table, Is.EqualTo("ohlcv_bars"));
            Assert.That(error.RowIndex, Is.EqualTo(2));
            Assert.That(error.Column, Is.EqualTo(column));
            Assert.That(error.Value, Is.EqualTo(value));
            Assert.That(error.Reason, Does.Contain(reason));
        });
    }

    [TestCase("null")]
    [TestCase("\"\\ud800\"")]
    [TestCase("[1,2,{\"a\":1e400}]")]
    public void JSON_of_any_kind_is_taken(string json)
    {
        using var batch = BarTable.Definition.Encoder.Encode([Some.Bar(0) with { Indicators = json }], Now);

        Assert.That(batch.RowCount, Is.EqualTo(1));
    }

    [Test]
    public void A_bar_of_one_negative_price_is_taken()
    {
        using var batch = BarTable.Definition.Encoder.Encode([Some.Bar(0) with { Open = -1, High = -1, Low = -1, Close = -1 }], Now);

        Assert.That(batch.RowCount, Is.EqualTo(1));
    }

    private static TestCaseData Case(string name, Func<Bar, Bar> change, string column, object value, string reason) =>
        new TestCaseData(change, column, value, reason).SetArgDisplayNames(name);
}
