using Spectre.Console;
using TradeStore;
using TradeStore.Model;
using TradingBot.Trading;

namespace TradingBot.Reporting;

/// <summary>What the bot did, shown when it ends.</summary>
internal static class Report
{
    public static async Task ShowAsync(Store store, Tally tally, CancellationToken cancellationToken)
    {
        var run = tally.Read();
        var stored = await Counts.OfStoreAsync(store, cancellationToken);
        AnsiConsole.Write(Totals(run, stored));
        AnsiConsole.Write(Positions(store));
        var open = store.Orders.GetOpen(BotProfile.BotId).Count;
        AnsiConsole.WriteLine($"{open:N0} orders stay open; the next start on this folder goes on with them.");

        // In one line each, and not as a table: a script can compare them.
        await Console.Out.WriteLineAsync($"Acknowledged in this run: {run}");
        await Console.Out.WriteLineAsync($"In the store: {stored}");
    }

    private static Table Totals(Counts run, Counts stored) => Create("What was stored", "", ">This run", ">In the store")
        .AddRow("Ticks", $"{run.Ticks:N0}", $"{stored.Ticks:N0}")
        .AddRow("Signals", $"{run.Signals:N0}", $"{stored.Signals:N0}")
        .AddRow("Orders", $"{run.Orders:N0}", $"{stored.Orders:N0}")
        .AddRow("Fills", $"{run.Fills:N0}", $"{stored.Fills:N0}");

    private static Table Positions(Store store)
    {
        var table = Create("Positions", "Symbol", "Side", ">Quantity", ">Entry", ">Price", ">Realised", ">Unrealised", ">Commission", ">Net P&L");
        foreach (var p in store.Positions.GetAll(BotProfile.BotId))
        {
            var net = p.RealizedPnl + p.UnrealizedPnl - p.Commission;
            table.AddRow(p.Symbol, SideName(p.Side), $"{p.Quantity:N0}", $"{p.AverageEntryPrice:N2}", $"{p.CurrentPrice:N2}", Money(p.RealizedPnl), Money(p.UnrealizedPnl), Money(p.Commission), Money(net));
        }

        var account = Account.Of(store);
        return table.AddRow("All", "", "", "", "", Money(account.Realized), Money(account.Unrealized), Money(account.Commission), Money(account.NetPnl));
    }

    private static string SideName(PositionSide side) => side.ToString().ToLowerInvariant();

    private static string Money(decimal amount) => $"{amount:N2}";

    // A heading that starts with > is of a column of numbers.
    private static Table Create(string title, params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).Title($"[bold]{title.EscapeMarkup()}[/]");
        foreach (var heading in headings)
        {
            var column = new TableColumn($"[grey]{heading.TrimStart('>').EscapeMarkup()}[/]").NoWrap();
            table.AddColumn(heading.StartsWith('>') ? column.RightAligned() : column);
        }

        return table;
    }
}
