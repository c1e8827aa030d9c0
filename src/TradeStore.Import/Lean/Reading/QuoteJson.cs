using System.Buffers;
using System.Text;

namespace TradeStore.Import.Lean.Reading;

/// <summary>Writes the sides of a quote bar as JSON, numbers as they stand in the file where they are not scaled.</summary>
internal sealed class QuoteJson(int priceScale)
{
    private readonly ArrayBufferWriter<byte> _json = new(256);

    public void Begin()
    {
        _json.ResetWrittenCount();
        _json.Write("{"u8);
    }

    public void AddSide(
        string side,
        PriceRange prices,
        ReadOnlySpan<byte> open,
        ReadOnlySpan<byte> high,
        ReadOnlySpan<byte> low,
        ReadOnlySpan<byte> close,
        ReadOnlySpan<byte> size)
    {
        _json.Write(_json.WrittenCount > 1 ? ",\""u8 : "\""u8);
        Encoding.UTF8.GetBytes(side, _json);
        _json.Write("\":{\"open\":"u8);
        AddPrice(prices.Open, open);
        _json.Write(",\"high\":"u8);
        AddPrice(prices.High, high);
        _json.Write(",\"low\":"u8);
        AddPrice(prices.Low, low);
        _json.Write(",\"close\":"u8);
        AddPrice(prices.Close, close);
        if (!size.IsEmpty)
        {
            _json.Write(",\"size\":"u8);
            AddNumber(size);
        }

        _json.Write("}"u8);
    }

    public string End()
    {
        _json.Write("}"u8);
        return Encoding.UTF8.GetString(_json.WrittenSpan);
    }

    private void AddPrice(decimal price, ReadOnlySpan<byte> text)
    {
        if (priceScale == 0 && !text.IsEmpty)
        {
            AddNumber(text);
            return;
        }

        price.TryFormat(_json.GetSpan(40), out var written, "0.########");
        _json.Advance(written);
    }

    /// <summary>Adds a number's text, in the only ways JSON differs from it corrected: no plus, no bare point, no leading zeros.</summary>
    private void AddNumber(ReadOnlySpan<byte> text)
    {
        if (text[0] is (byte)'-' or (byte)'+')
        {
            _json.Write(text[0] == '-' ? "-"u8 : default);
            text = text[1..];
        }

        while (text.Length > 1 && text[0] == '0' && char.IsAsciiDigit((char)text[1]))
        {
            text = text[1..];
        }

        _json.Write(text[0] == '.' ? "0"u8 : default);
        var point = text.IndexOf((byte)'.');
        var isBare = point >= 0 && (point == text.Length - 1 || !char.IsAsciiDigit((char)text[point + 1]));
        _json.Write(isBare ? text[..point] : text);
        _json.Write(isBare ? text[(point + 1)..] : default);
    }
}
