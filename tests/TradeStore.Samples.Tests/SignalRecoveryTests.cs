using TradeStore.Model;
using TradeStore.Storage.Schema;
using TradingBot;
using TradingBot.Trading;

namespace TradeStore.Samples.Tests;

/// <summary>What a process leaves that is killed between two steps of one decision.</summary>
internal sealed class SignalRecoveryTests
{
    private static readonly Bot Registered = new() { BotId = BotProfile.BotId, Name = BotProfile.Name, Status = BotStatus.Running };

    [Test]
    public async Task A_signal_that_became_no_order_has_expired()
    {
        await using var store = await Store.OpenTemporaryAsync();
        await store.Bots.RegisterAsync(Registered);
        var signal = await store.Signals.RecordAsync(Signal());

        Assert.That(await new SignalRecovery(store).SettleAsync(CancellationToken.None), Is.EqualTo(1));

        Assert.That((await store.Signals.FindAsync(signal.SignalId))?.Outcome, Is.EqualTo(SignalOutcome.Expired));
        Assert.That(await new SignalRecovery(store).SettleAsync(CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task A_signal_whose_order_was_placed_is_tied_to_it()
    {
        await using var store = await Store.OpenTemporaryAsync();
        await store.Bots.RegisterAsync(Registered);
        var signal = await store.Signals.RecordAsync(Signal());
        var order = await store.Orders.SubmitAsync(new Order
        {
            ClientOrderId = SignalRecovery.ClientOrderId(signal),
            BotId = BotProfile.BotId,
            Exchange = BotProfile.Exchange,
            Symbol = "AAPL",
            Side = OrderSide.Buy,
            Type = OrderType.Market,
            TimeInForce = TimeInForce.Gtc,
            Quantity = 100,
        });

        await new SignalRecovery(store).SettleAsync(CancellationToken.None);

        var settled = await store.Signals.FindAsync(signal.SignalId);
        Assert.That((settled?.Executed, settled?.OrderId, settled?.Outcome), Is.EqualTo(((bool?)true, (Guid?)order.OrderId, (SignalOutcome?)null)));
    }

    private static Signal Signal() => new()
    {
        Timestamp = TimeProvider.System.GetUtcMicroseconds(), BotId = BotProfile.BotId, Symbol = "AAPL", Action = TradeAction.Buy, Valid = true,
    };
}
