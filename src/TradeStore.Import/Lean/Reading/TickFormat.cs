using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Lines;

namespace TradeStore.Import.Lean.Reading;

/// <summary>The formats of a tick file's lines.</summary>
internal sealed class TickFormat(LeanFile file, ExcessDecimalsRule excess)
{
    private readonly TextCache _texts = new();

    /// <summary>Reads a line; returns what is wrong with it, or <see langword="null"/>.</summary>
    public string? Read(ReadOnlySpan<byte> text, out TickLine line, out int roundedValues)
    {
        var parser = new LineParser(text, excess);
        line = new TickLine { TimeOfDay = parser.TimeOfDay() };
        if (!file.IsQuote)
        {
            line.LastPrice = parser.Price("price", file.Series.PriceScale);
            line.LastSize = parser.Size("quantity");
        }
        else if (file.Series.IsQuoteOnly)
        {
            line.BidPrice = OrMissing(parser.Price("bid", 0));
            line.AskPrice = OrMissing(parser.Price("ask", 0));
        }
        else
        {
            line.BidPrice = OrMissing(parser.Price("bid", file.Series.PriceScale));
            line.BidSize = OfSide(line.BidPrice, parser.Size("bid size"));
            line.AskPrice = OrMissing(parser.Price("ask", file.Series.PriceScale));
            line.AskSize = OfSide(line.AskPrice, parser.Size("ask size"));
        }

        ReadMarks(ref parser, ref line);
        parser.End();
        roundedValues = parser.RoundedValues;
        return parser.Error;
    }

    private static decimal? OrMissing(decimal price) => price == 0 ? null : price;

    private static decimal? OfSide(decimal? price, decimal size) => price is null ? null : size;

    private void ReadMarks(ref LineParser parser, ref TickLine line)
    {
        ReadOnlySpan<byte> condition = default;
        if (file.Series.SecurityType == LeanSecurityType.Equity)
        {
            line.Tape = _texts.Get(parser.Text("exchange"));
            condition = parser.Text("condition");
        }
        else if (file.Series.IsQuoteOnly || !parser.HasMore)
        {
            return;
        }

        var suspicious = parser.Text("suspicious flag");
        if (!(suspicious.IsEmpty || suspicious.SequenceEqual("0"u8) || suspicious.SequenceEqual("1"u8)))
        {
            parser.Fail("the last field (suspicious flag) is neither 0 nor 1");
        }

        line.Conditions = _texts.GetConditions(condition, suspicious.SequenceEqual("1"u8));
    }
}
