using FsCheck.Fluent;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Trading;

namespace TradeStore.Tests.Trading;

internal sealed class OrderFillTests
{
    private static readonly DateTime Now = Some.Day.AddHours(1);

    private static IEnumerable<TestCaseData> Foreign => new (string Column, Func<Execution, Execution> Change)[]
    {
        ("bot_id", f => f with { BotId = "other" }),
        ("exchange", f => f with { Exchange = "NYSE" }),
        ("symbol", f => f with { Symbol = "IBM" }),
        ("side", f => f with { Side = OrderSide.Sell }),
        ("side", f => f with { Side = (OrderSide)99 }),
        ("quantity", f => f with { Quantity = 0 }),
        ("quantity", f => f with { Quantity = -1 }),
        ("quantity", f => f with { Quantity = decimal.MaxValue }),
        ("quantity", f => f with { Quantity = 0.000000001m }),
        ("price", f => f with { Price = 10_000_000_000m }),
        ("commission", f => f with { Commission = 0.000000001m }),
        ("fees", f => f with { Fees = -100_000_000_000_000_000_000m }),
    }.Select((c, i) => new TestCaseData(c.Column, c.Change).SetArgDisplayNames($"{i} {c.Column}"));

    [Test]
    public void Fills_move_the_order_to_partial_and_then_to_filled()
    {
        // 30 at 10 and 70 at 11: 300 + 770 = 1,070 for 100, 10.70 on average.
        var order = Orders.Some(quantity: 100);
        var first = OrderFill.Apply(order, Orders.Fill(order, 30, 10) with { Commission = 1, CommissionCurrency = "USD" }, Now, Some.Numbers);
        var second = OrderFill.Apply(first.Order, Orders.Fill(order, 70, 11) with { Commission = -0.25m, CommissionCurrency = "USD" }, Now.AddSeconds(1), Some.Numbers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Order, Is.EqualTo(order with
            {
                Status = OrderStatus.Partial, FilledQuantity = 30, FilledNotional = 300, AverageFillPrice = 10, Commission = 1, CommissionCurrency = "USD", UpdatedAt = Now,
            }));
            Assert.That(second.Order, Is.EqualTo(order with
            {
                Status = OrderStatus.Filled, FilledQuantity = 100, FilledNotional = 1070, AverageFillPrice = 10.7m, Commission = 0.75m, CommissionCurrency = "USD",
                FilledAt = Some.Day, UpdatedAt = Now.AddSeconds(1),
            }));
            Assert.That((first.Execution.Type, second.Execution.Type), Is.EqualTo((ExecutionType.Partial, ExecutionType.Full)));
        }
    }

    [Test]
    public void A_fill_takes_from_its_order_what_the_caller_left_out()
    {
        var order = Orders.Some(OrderSide.Sell);
        var correlation = Guid.NewGuid();

        var bare = OrderFill.Apply(order, Orders.Fill(order, 1, 10), Now, Some.Numbers).Execution;
        var full = OrderFill.Apply(order, bare with { CorrelationId = correlation, ReportedAt = Some.Day }, Now, Some.Numbers).Execution;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bare.BotId, bare.Exchange, bare.Symbol, bare.Side), Is.EqualTo((order.BotId, order.Exchange, order.Symbol, OrderSide.Sell)));
            Assert.That((bare.CorrelationId, bare.ReportedAt), Is.EqualTo((order.CorrelationId, (DateTime?)Now)));
            Assert.That((full.CorrelationId, full.ReportedAt), Is.EqualTo(((Guid?)correlation, (DateTime?)Some.Day)));
        }
    }

    [TestCaseSource(nameof(Foreign))]
    public void A_fill_that_does_not_belong_to_the_order_or_fit_its_columns_is_refused(string column, Func<Execution, Execution> change)
    {
        var order = Orders.Some(quantity: 9_999_999_999m);

        var error = Assert.Throws<InvalidRowException>(() => OrderFill.Apply(order, change(Orders.Fill(order, 1, 10)), Now, Some.Numbers))!;

        Assert.That((error.Table, error.Column), Is.EqualTo(("executions", column)));
    }

    [Test]
    public void More_than_is_left_is_refused_with_all_its_numbers()
    {
        var order = Orders.Some(quantity: 100);
        var partial = OrderFill.Apply(order, Orders.Fill(order, 80, 10), Now, Some.Numbers).Order;

        var error = Assert.Throws<OverfillException>(() => OrderFill.Apply(partial, Orders.Fill(order, 20.00000001m, 10), Now, Some.Numbers))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((error.Code, error.OrderId), Is.EqualTo((TradeStoreErrorCode.Overfill, order.OrderId)));
            Assert.That((error.OrderQuantity, error.FilledQuantity, error.ExecutionQuantity), Is.EqualTo((100m, 80m, 20.00000001m)));
            Assert.That(() => OrderFill.Apply(partial, Orders.Fill(order, 20, 10), Now, Some.Numbers), Throws.Nothing);
        }
    }

    [Test]
    public void An_order_that_was_rejected_takes_no_fill()
    {
        var order = Orders.Some() with { Status = OrderStatus.Rejected };

        Assert.That(() => OrderFill.Apply(order, Orders.Fill(order, 1, 10), Now, Some.Numbers), Throws.TypeOf<IllegalTransitionException>());
    }

    [TestCase(OrderStatus.Cancelled)]
    [TestCase(OrderStatus.Expired)]
    public void A_late_fill_counts_and_leaves_the_order_ended_as_it_was_until_nothing_is_left(OrderStatus status)
    {
        var order = Orders.Some(quantity: 100) with { Status = status };

        var part = OrderFill.Apply(order, Orders.Fill(order, 60, 10), Now, Some.Numbers);
        var rest = OrderFill.Apply(part.Order, Orders.Fill(order, 40, 10), Now, Some.Numbers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((part.Order.Status, part.Order.FilledQuantity, part.Order.FilledAt), Is.EqualTo((status, 60m, (DateTime?)null)));
            Assert.That((rest.Order.Status, rest.Order.FilledQuantity, rest.Order.FilledAt), Is.EqualTo((OrderStatus.Filled, 100m, (DateTime?)Some.Day)));
            Assert.That((part.Execution.Type, rest.Execution.Type), Is.EqualTo((ExecutionType.Partial, ExecutionType.Full)));
            Assert.That(() => OrderFill.Apply(part.Order, Orders.Fill(order, 40.5m, 10), Now, Some.Numbers), Throws.TypeOf<OverfillException>());
            Assert.That(() => OrderFill.Apply(rest.Order, Orders.Fill(order, 1, 10), Now, Some.Numbers), Throws.TypeOf<OverfillException>());
        }
    }

    [Test]
    public void Commissions_in_another_currency_than_the_first_are_kept_apart()
    {
        var order = Orders.Some();
        foreach (var (currency, commission) in new[] { ("BNB", 0.5m), ("USDT", 2m), ("BNB", 0.25m), ("USDT", -0.5m), ("EUR", 0m) })
        {
            order = OrderFill.Apply(order, Orders.Fill(order, 1, 10) with { CommissionCurrency = currency, Commission = commission }, Now, Some.Numbers).Order;
        }

        Assert.That((order.Commission, order.CommissionCurrency, order.OtherCommissions), Is.EqualTo((0.75m, "BNB", """{"USDT":1.5}""")));
    }

    [Test]
    public void A_fill_of_another_order_is_a_mistake_of_the_caller() =>
        Assert.That(() => OrderFill.Apply(Orders.Some(), Orders.Fill(Orders.Some(), 1, 10), Now, Some.Numbers), Throws.ArgumentException);

    [Test]
    public void The_average_price_does_not_drift_over_many_fills() => Printed.Check(
        Prop.ForAll(Arb.From(from length in Gen.Choose(1, 60) from steps in FillStep.Steps.ArrayOf(length) select steps), steps =>
        {
            var order = Orders.Some(quantity: steps.Sum(s => s.Size));
            var exact = Rational.Zero;
            foreach (var (step, index) in steps.Select((s, i) => (s, i)))
            {
                order = OrderFill.Apply(order, Orders.Fill(order, step.Size, step.Price), Now, Some.Numbers).Order;
                exact += (Rational)step.Size * step.Price;
                var room = ((Rational)(0.000000005m * (index + 1)) / order.FilledQuantity) + 0.000000005m;
                Assert.That(((exact / order.FilledQuantity) - order.AverageFillPrice!.Value).Size() <= room, $"average {order.AverageFillPrice}");
                Assert.That(order.FilledQuantity, Is.EqualTo(steps.Take(index + 1).Sum(s => s.Size)));
                Assert.That(order.Status, Is.EqualTo(index + 1 < steps.Length ? OrderStatus.Partial : OrderStatus.Filled));
            }
        }),
        1000);
}
