using TradeStore.Errors;
using TradeStore.Storage.Errors;

namespace TradeStore.Tests.Errors;

internal sealed class TradingErrorTests
{
    private static readonly Guid Id = new("0199c3a2-7c1e-7b52-a4a9-1f2e3d4c5b6a");

    [Test]
    public void A_taken_key_is_named_with_its_table_and_column()
    {
        var error = new DuplicateKeyException("orders", "client_order_id", "momentum-17");

        Assert.That((error.Code, error.IsTransient), Is.EqualTo((TradeStoreErrorCode.DuplicateKey, false)));
        Assert.That((error.Table, error.Column, error.Value), Is.EqualTo(("orders", "client_order_id", (object)"momentum-17")));
        Assert.That(error.Message, Is.EqualTo("TS2002: 'orders' has a row with client_order_id = momentum-17 already. Use another client_order_id."));
    }

    [Test]
    public void A_reference_that_leads_nowhere_is_named_with_its_table_and_column()
    {
        var error = new UnknownReferenceException("executions", "order_id", Id);

        Assert.That((error.Code, error.IsTransient), Is.EqualTo((TradeStoreErrorCode.UnknownReference, false)));
        Assert.That((error.Table, error.Column, error.Value), Is.EqualTo(("executions", "order_id", (object)Id)));
        Assert.That(error.Message, Is.EqualTo($"TS2006: A row for 'executions' refers to order_id = {Id}, which is not in the store. Write that first."));
    }

    [Test]
    public void An_overfill_says_how_much_was_left()
    {
        var error = new OverfillException(Id, 100, 80, 30);

        Assert.That((error.Code, error.IsTransient), Is.EqualTo((TradeStoreErrorCode.Overfill, false)));
        Assert.That(error.Message, Is.EqualTo($"TS2007: The order {Id} is for 100, of which 80 are filled: a fill of 30 would be more than is left."));
    }
}
