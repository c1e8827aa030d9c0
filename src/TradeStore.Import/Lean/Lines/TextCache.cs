using System.Text;

namespace TradeStore.Import.Lean.Lines;

/// <summary>Gives the same string for the same bytes: a day has a dozen venues and two dozen conditions in a million lines.</summary>
internal sealed class TextCache
{
    private const int PackedBytes = 8;
    private readonly Dictionary<ulong, string> _texts = [];
    private readonly Dictionary<(string Condition, bool IsSuspicious), string[]> _conditions = [];
    private (string? Text, bool IsSuspicious, string[]? List) _last;

    /// <summary>Returns the text, or <see langword="null"/> for none.</summary>
    public string? Get(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (bytes.Length > PackedBytes || bytes.Contains((byte)0))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var packed = 0ul;
        foreach (var b in bytes)
        {
            packed = (packed << 8) | b;
        }

        if (!_texts.TryGetValue(packed, out var text))
        {
            _texts[packed] = text = Encoding.UTF8.GetString(bytes);
        }

        return text;
    }

    /// <summary>Returns the condition, and the mark of a suspicious tick, as the list a tick carries; <see langword="null"/> for neither.</summary>
    public string[]? GetConditions(ReadOnlySpan<byte> condition, bool isSuspicious)
    {
        const string Suspicious = "suspicious";
        var text = Get(condition);
        if (_last.List is not null && ReferenceEquals(_last.Text, text) && _last.IsSuspicious == isSuspicious)
        {
            return _last.List;
        }

        if (text is null)
        {
            return isSuspicious ? [Suspicious] : null;
        }

        if (!_conditions.TryGetValue((text, isSuspicious), out var list))
        {
            _conditions[(text, isSuspicious)] = list = isSuspicious ? [text, Suspicious] : [text];
        }

        _last = (text, isSuspicious, list);
        return list;
    }
}
