using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;
using TradeStore.Trading;

namespace TradeStore.Tests.Trading;

internal sealed class OrderTransitionsTests
{
    private static readonly OrderStatus[] Statuses = Enum.GetValues<OrderStatus>();

    private static IEnumerable<string[]> Rows => File.ReadLines(Path.Combine(Repository.Root, "docs", "orders.md"))
        .Where(line => line.StartsWith('|') && !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    [Test]
    public void The_document_shows_each_status_as_row_and_as_column()
    {
        Assert.That(Rows.First()[1..], Is.EqualTo(Statuses[1..].Select(s => s.ToString().ToLowerInvariant())));
        Assert.That(Rows.Skip(1).Select(r => r[0]), Is.EqualTo(Statuses.Select(Name)));
    }

    [TestCaseSource(nameof(Statuses))]
    public void What_the_document_says_is_what_is_legal(OrderStatus from)
    {
        var row = Rows.Single(r => r[0] == Name(from));
        foreach (var to in Statuses[1..])
        {
            Assert.That(OrderTransitions.IsLegal(from, to), Is.EqualTo(row[(int)to] == "yes"), $"{Name(from)} to {Name(to)}");
        }

        Assert.That(OrderTransitions.IsLegal(from, OrderStatus.None), Is.False);
    }

    [TestCaseSource(nameof(Statuses))]
    public void An_order_has_ended_when_nothing_may_follow(OrderStatus status) =>
        Assert.That(OrderTransitions.IsTerminal(status), Is.EqualTo(OrderTransitions.LegalAfter(status).Count == 0));

    [Test]
    public void A_number_that_is_no_status_is_neither_left_nor_reached()
    {
        Assert.That(Statuses.Where(s => OrderTransitions.IsLegal(s, (OrderStatus)99) || OrderTransitions.IsLegal((OrderStatus)99, s)), Is.Empty);
    }

    [Test]
    public void A_refusal_names_the_order_and_what_would_be_legal()
    {
        var id = new Guid("0199c3a2-7c1e-7b52-a4a9-1f2e3d4c5b6a");

        var error = Assert.Throws<IllegalTransitionException>(() => OrderTransitions.Check(id, OrderStatus.Partial, OrderStatus.Rejected))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo(TradeStoreErrorCode.IllegalTransition));
            Assert.That((error.OrderId, error.From, error.To), Is.EqualTo((id, OrderStatus.Partial, OrderStatus.Rejected)));
            Assert.That(error.Legal, Is.EqualTo(new[] { OrderStatus.Partial, OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Expired }));
            Assert.That(error.Message, Is.EqualTo($"TS2005: The order {id} is partial and cannot become rejected; legal are: partial, filled, cancelled, expired."));
            Assert.That(
                Assert.Throws<IllegalTransitionException>(() => OrderTransitions.Check(id, OrderStatus.Filled, OrderStatus.Cancelled))!.Message,
                Is.EqualTo($"TS2005: The order {id} is filled and cannot become cancelled: it has ended."));
            Assert.That(
                Assert.Throws<IllegalTransitionException>(() => OrderTransitions.Check(id, OrderStatus.None, OrderStatus.Filled))!.Message,
                Is.EqualTo($"TS2005: The new order {id} cannot begin as filled; legal are: pending, submitted."));
        }
    }

    private static string Name(OrderStatus status) => status == OrderStatus.None ? "(none)" : status.ToString().ToLowerInvariant();
}
