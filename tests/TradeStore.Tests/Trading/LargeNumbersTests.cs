using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Trading;

/// <summary>A fill is a fact: what follows from it has room, in prices of many digits and of many decimals.</summary>
internal sealed class LargeNumbersTests
{
    [Test]
    public async Task Ten_bitcoins_in_dong_are_sold_with_what_that_realises()
    {
        await using var trading = await TradingStore.OpenAsync();
        await trading.TradeAsync(OrderSide.Buy, 10, 2_500_000_000);

        var sold = await trading.TradeAsync(OrderSide.Sell, 10, 3_600_000_000);

        Assert.That(sold.Execution.RealizedPnl, Is.EqualTo(11_000_000_000m));
        Assert.That(sold.Trades.Single().PnlUsd, Is.EqualTo(11_000_000_000m));
        Assert.That(trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL"), Has.Property("Side").EqualTo(PositionSide.Flat).And.Property("RealizedPnl").EqualTo(11_000_000_000m));
        Assert.That((await trading.Store.Performance.ComputeDailyAsync(DateOnly.FromDateTime(Some.Day), DateOnly.FromDateTime(trading.Now), TradingStore.Bot)).Sum(d => d.Realized), Is.EqualTo(11_000_000_000m));
        await trading.HoldsAfterReopeningAsync();
    }

    // Price, quantity, price of the sale, realised.
    [TestCase(NumberPrecision.Crypto, "0.00000000023", "250000000000", "0.00000000046", "57.5")]
    [TestCase(NumberPrecision.Crypto, "1234567890.123456789012", "0.12345679", "1234567891.123456789012", "0.12345679")]
    [TestCase(NumberPrecision.Token, "0.000000000231499", "250000000000", "0.000000000231500", "0.00025")]
    [TestCase(NumberPrecision.Token, "2.000000000000000001", "2", "3.000000000000000003", "2.000000000000000004")]
    [TestCase(NumberPrecision.Standard, "9999999999.99999999", "9000000000", "1", "-89999999990999999910")]
    public async Task What_a_round_trip_realises_is_exact_in_the_numbers_of_the_store(NumberPrecision precision, string bought, string quantity, string sold, string realized)
    {
        await using var trading = await TradingStore.OpenAsync(o => o.Precision = precision);
        await trading.TradeAsync(OrderSide.Buy, decimal.Parse(quantity), decimal.Parse(bought));
        await trading.Store.Positions.SnapshotAsync();

        var closed = await trading.TradeAsync(OrderSide.Sell, decimal.Parse(quantity), decimal.Parse(sold));

        Assert.That(closed.Execution.RealizedPnl, Is.EqualTo(decimal.Parse(realized)));
        Assert.That((await trading.Store.Performance.ComputeDailyAsync(DateOnly.FromDateTime(Some.Day), DateOnly.FromDateTime(trading.Now), TradingStore.Bot)).Sum(d => d.Total), Is.EqualTo(decimal.Parse(realized)));
        await trading.HoldsAfterReopeningAsync();
    }

    [Test]
    public async Task What_28_digits_do_not_hold_is_refused_by_name_and_changes_nothing()
    {
        await using var trading = await TradingStore.OpenAsync();
        var order = await trading.SubmitAsync(quantity: 99_999_999_999m);

        var error = await Assert.ThrowsAsync<InvalidRowException>(() => trading.FillAsync(order, 99_999_999_999m, 9_999_999_999m));

        Assert.That(error, Has.Property("Table").EqualTo("executions").And.Property("Column").EqualTo("price"));
        Assert.That(error!.Message, Does.Contain("99999999999 × 9999999999").And.Contain("DECIMAL(28,8)"));
        Assert.That(trading.Store.Positions.Find(TradingStore.Bot, "NASDAQ", "AAPL"), Is.Null);
        Assert.That((await trading.FillAsync(order, 1, 9_999_999_999m)).Position!.Quantity, Is.EqualTo(1));
    }
}
