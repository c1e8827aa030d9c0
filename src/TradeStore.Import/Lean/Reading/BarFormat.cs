using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Lines;

namespace TradeStore.Import.Lean.Reading;

/// <summary>The formats of a bar file's lines.</summary>
internal sealed class BarFormat(LeanFile file, TimeZoneInfo zone, LeanImportOptions options)
{
    private readonly QuoteJson _json = new(file.Series.PriceScale);
    private LeanClock? _clock = file.Day is { } day ? new LeanClock(day, zone) : null;

    /// <summary>
    /// Reads a line; returns what is wrong with it, or <see langword="null"/>. There is no bar, and nothing wrong, for a day that was not
    /// asked for and for a quote without sides (<paramref name="isEmpty"/>).
    /// </summary>
    public string? Read(ReadOnlySpan<byte> text, long lineNumber, out BarLine? bar, out bool isEmpty, out int roundedValues)
    {
        var parser = new LineParser(text, options.ExcessDecimals);
        var day = _clock?.Day ?? default;
        var timeOfDay = file.Day is null ? 0 : parser.TimeOfDay();
        if (file.Day is null)
        {
            day = parser.DayAndTime(out timeOfDay);
        }

        var quote = file.IsQuote ? ReadQuote(ref parser) : default;
        var (prices, json) = file.IsQuote ? (quote.Middle, quote.Json) : (ReadPrices(ref parser), null);
        var volume = file.IsQuote ? 0 : parser.Volume("volume");
        parser.End();
        roundedValues = parser.RoundedValues;
        isEmpty = parser.Error is null && file.IsQuote && json is null;
        bar = null;
        if (parser.Error is null && !isEmpty && (file.Day is not null || options.TakesDay(day)))
        {
            _clock = _clock?.Day == day ? _clock : new LeanClock(day, zone);
            var origin = LineOrigin.Of(lineNumber, file.IsQuote);
            bar = new BarLine(_clock.ToUtc(timeOfDay), origin, prices.Open, prices.High, prices.Low, prices.Close, volume, json);
        }

        return parser.Error;
    }

    private PriceRange ReadPrices(ref LineParser parser)
    {
        var scale = file.Series.PriceScale;
        var prices = new PriceRange(
            parser.Price("open", scale), parser.Price("high", scale), parser.Price("low", scale), parser.Price("close", scale));
        prices.Check(ref parser, "bar");
        return prices;
    }

    private (PriceRange Middle, string? Json) ReadQuote(ref LineParser parser)
    {
        _json.Begin();
        var bid = ReadSide(ref parser, "bid");
        var ask = ReadSide(ref parser, "ask");
        var middle = (bid, ask) switch
        {
            ({ } b, { } a) => PriceRange.Middle(b, a),
            _ => bid ?? ask ?? default,
        };
        return (middle, parser.Error is null && (bid ?? ask) is not null ? _json.End() : null);
    }

    private PriceRange? ReadSide(ref LineParser parser, string side)
    {
        var scale = file.Series.PriceScale;
        var prices = new PriceRange(
            parser.PriceOrEmpty($"{side} open", scale, out var open),
            parser.PriceOrEmpty($"{side} high", scale, out var high),
            parser.PriceOrEmpty($"{side} low", scale, out var low),
            parser.PriceOrEmpty($"{side} close", scale, out var close));
        var size = parser.SizeText($"{side} size");
        if (prices == default)
        {
            return null;
        }

        prices.Check(ref parser, side);
        _json.AddSide(side, prices, open, high, low, close, size);
        return prices;
    }
}
