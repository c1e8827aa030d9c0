using TradeStore.Model;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Ingest;

internal sealed class RefusedTickTests
{
    private const int BadRow = 299;
    private static readonly DateTime Now = new(2024, 3, 6, 12, 0, 0, DateTimeKind.Utc);

    private static IEnumerable<TestCaseData> Refusals()
    {
        yield return Case("local time", t => t with { Timestamp = DateTime.SpecifyKind(Now, DateTimeKind.Local) }, "ts", t => t.Timestamp, "not UTC");
        yield return Case("time of no kind", t => t with { Timestamp = DateTime.SpecifyKind(Now, DateTimeKind.Unspecified) }, "ts", t => t.Timestamp, "not UTC");
        yield return Case("100 ns", t => t with { Timestamp = Now.AddTicks(1) }, "ts", t => t.Timestamp, "finer than a microsecond");
        yield return Case("1799", t => t with { Timestamp = new DateTime(1800, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(-10) }, "ts", t => t.Timestamp, "before 1800");
        yield return Case("tomorrow and more", t => t with { Timestamp = Now.AddDays(1).AddTicks(10) }, "ts", t => t.Timestamp, "ahead of the clock");
        yield return Case("end of time", t => t with { Timestamp = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc).AddTicks(-9) }, "ts", t => t.Timestamp, "ahead");
        yield return Case("ingested tomorrow", t => t with { IngestionTime = Now.AddDays(2) }, "ingestion_time", t => t.IngestionTime, "ahead of the clock");
        yield return Case("negative bid size", t => t with { BidSize = -1 }, "bid_size", t => t.BidSize, "may not be negative");
        yield return Case("negative ask size", t => t with { AskSize = -0.00000001m }, "ask_size", t => t.AskSize, "may not be negative");
        yield return Case("negative last size", t => t with { LastSize = -1 }, "last_size", t => t.LastSize, "may not be negative");
        yield return Case("negative volume", t => t with { Volume = -1 }, "volume", t => t.Volume, "may not be negative");
        yield return Case("nine decimals", t => t with { BidPrice = 1.000000001m }, "bid_price", t => t.BidPrice, "does not fit DECIMAL(18,8)");
        yield return Case("eleven digits", t => t with { AskPrice = 10_000_000_000m }, "ask_price", t => t.AskPrice, "does not fit DECIMAL(18,8)");
        yield return Case("largest decimal", t => t with { LastPrice = decimal.MinValue }, "last_price", t => t.LastPrice, "does not fit DECIMAL(18,8)");
        yield return Case("volume of nine decimals", t => t with { Volume = 0.000000001m }, "volume", t => t.Volume, "does not fit DECIMAL(28,8)");
        yield return Case("volume of 21 digits", t => t with { Volume = 100_000_000_000_000_000_000m }, "volume", t => t.Volume, "does not fit DECIMAL(28,8)");
        yield return Case("empty symbol", t => t with { Symbol = "" }, "symbol", t => t.Symbol, "may not be empty");
        yield return Case("blank exchange", t => t with { Exchange = "  " }, "exchange", t => t.Exchange, "may not be empty");
        yield return Case("no symbol", t => t with { Symbol = null! }, "symbol", t => t.Symbol, "value is required");
        yield return Case("no exchange", t => t with { Exchange = null! }, "exchange", t => t.Exchange, "value is required");
        yield return Case("long symbol", t => t with { Symbol = new string('S', 256) }, "symbol", t => t.Symbol, "256 characters");
        yield return Case("empty tape", t => t with { Tape = "" }, "tape", t => t.Tape, "may not be empty");
        yield return Case("half a surrogate", t => t with { Symbol = "A\uD800B" }, "symbol", t => t.Symbol, "not valid Unicode");
        yield return Case("half a surrogate beside U+FFFD", t => t with { Source = "\uFFFD\uDC00" }, "source", t => t.Source, "not valid Unicode");
        yield return Case("no price", t => t with { BidPrice = null, AskPrice = null, LastPrice = null }, "last_price", _ => null, "a bid, an ask or a trade");
        yield return Case("condition missing", t => t with { Conditions = ["@", null!] }, "conditions", _ => null, "element 1");
        yield return Case("condition too long", t => t with { Conditions = [new string('c', 256)] }, "conditions", _ => new string('c', 256), "256 characters");
    }

    [TestCaseSource(nameof(Refusals))]
    public void A_tick_that_breaks_a_rule_is_refused_by_row_column_value_and_reason(Func<Tick, Tick> change, string column, Func<Tick, object?> value, string reason)
    {
        var rows = Some.Quotes(BadRow + 1);
        rows[BadRow] = change(rows[BadRow]);

        var error = Assert.Throws<InvalidRowException>(() => TickTable.Definition.Encoder.Encode(rows, Microseconds(Now), TimePrecision.Refuse));

        Assert.Multiple(() =>
        {
            Assert.That(error!.Code, Is.EqualTo(TradeStoreErrorCode.InvalidRow));
            Assert.That(error.IsTransient, Is.False);
            Assert.That(error.Table, Is.EqualTo("market_ticks"));
            Assert.That(error.RowIndex, Is.EqualTo(BadRow));
            Assert.That(error.Column, Is.EqualTo(column));
            Assert.That(error.Value, Is.EqualTo(value(rows[BadRow])));
            Assert.That(error.Reason, Does.Contain(reason));
            Assert.That(error.Message, Does.StartWith("TS2001: Row 299 of the batch for 'market_ticks'").And.Contain(column).And.Contain(error.Reason));
        });
    }

    [Test]
    public void What_the_rules_allow_at_their_edges_is_taken()
    {
        Tick[] rows =
        [
            Some.Quote(0) with { Timestamp = Now.AddDays(1) },
            Some.Quote(1) with { Timestamp = DateTime.UnixEpoch },
            Some.Quote(2) with { BidPrice = 101, AskPrice = 100 },
            Some.Quote(3) with { BidPrice = -37.63m, AskPrice = null, BidSize = 0 },
            Some.Quote(4) with { BidPrice = 9_999_999_999.99999999m, AskPrice = 1.10000000000000m },
            Some.Quote(5) with { Volume = 99_999_999_999_999_999_999.99999999m },
            Some.Quote(6) with { Symbol = new string('S', 255), Conditions = [] },
            Some.Quote(7) with { Symbol = "\uFFFD" },
        ];

        using var batch = TickTable.Definition.Encoder.Encode(rows, Microseconds(Now));

        Assert.That(batch.RowCount, Is.EqualTo(rows.Length));
    }

    [Test]
    public void A_row_that_is_null_is_misuse_and_named_by_its_index()
    {
        var error = Assert.Throws<ArgumentException>(() => TickTable.Definition.Encoder.Encode([Some.Quote(0), null!], Microseconds(Now)));

        Assert.That(error!.Message, Does.Contain("Row 1").And.Contain("market_ticks"));
    }

    [Test]
    public void The_encoder_is_as_good_as_new_after_a_refusal()
    {
        var rows = Some.Quotes(3);
        var encoder = TickTable.Definition.Encoder;
        Assert.Throws<InvalidRowException>(() => encoder.Encode([.. rows, Some.Quote(9) with { Source = "" }], Microseconds(Now)));

        using var batch = encoder.Encode(rows, Microseconds(Now));

        Assert.That(BatchText.Describe(batch), Is.EqualTo(BatchText.Describe(rows, Microseconds(Now))));
    }

    private static long Microseconds(DateTime time) => DuckDb.Vectors.TimestampConversion.ToMicroseconds(time);

    private static TestCaseData Case(string name, Func<Tick, Tick> change, string column, Func<Tick, object?> value, string reason) =>
        new TestCaseData(change, column, value, reason).SetArgDisplayNames(name);
}
