using QuickStart.Questions;
using Spectre.Console;
using TradeStore.Model;

namespace QuickStart.Display;

/// <summary>The answers as tables.</summary>
internal static class Answers
{
    public static Table LatestQuotes(IEnumerable<Tick> quotes)
    {
        var table = Tables.Create("The latest quote of each symbol", "Exchange", "Symbol", "New York", ">Bid size", ">Bid", ">Ask", ">Ask size", "Venue");
        foreach (var quote in quotes)
        {
            table.AddRow(
                Text(quote.Exchange),
                $"[bold]{Text(quote.Symbol)}[/]",
                NewYork.Moment(quote.Timestamp),
                Size(quote.BidSize),
                $"[green]{Price(quote.BidPrice)}[/]",
                $"[red]{Price(quote.AskPrice)}[/]",
                Size(quote.AskSize),
                Text(quote.Tape ?? ""));
        }

        return table;
    }

    public static Table Volumes(IEnumerable<SymbolVolume> volumes)
    {
        var table = Tables.Create("What was traded, and at which volume-weighted average price", "Exchange", "Symbol", ">Trades", ">Volume", ">VWAP", ">Low", ">High");
        foreach (var (exchange, symbol, trades, volume, vwap, low, high) in volumes)
        {
            table.AddRow(
                Text(exchange), $"[bold]{Text(symbol)}[/]", $"{trades:N0}", Size(volume), $"[yellow]{vwap:N4}[/]", Price(low), Price(high));
        }

        return table;
    }

    public static Table WidestSpreads(IEnumerable<WideSpread> spreads)
    {
        var table = Tables.Create("The widest spreads (one a symbol and minute)", "Exchange", "Symbol", "New York", ">Bid", ">Ask", ">Spread", ">Basis points");
        foreach (var (exchange, symbol, quotedAt, bid, ask, basisPoints) in spreads)
        {
            table.AddRow(
                Text(exchange),
                $"[bold]{Text(symbol)}[/]",
                NewYork.Millisecond(quotedAt),
                Price(bid),
                Price(ask),
                $"[red]{Price(ask - bid)}[/]",
                $"{basisPoints:N1}");
        }

        return table;
    }

    private static string Text(string text) => text.EscapeMarkup();

    private static string Price(decimal? price) => price is { } value ? $"{value:#,0.00######}" : "–";

    private static string Size(decimal? size) => size is { } value ? $"{value:#,0.########}" : "–";
}
