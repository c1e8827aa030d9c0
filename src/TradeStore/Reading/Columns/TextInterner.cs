using System.Text;

namespace TradeStore.Reading.Columns;

/// <summary>Gives the same string object for the same text, so that a million rows of one symbol hold one.</summary>
internal sealed class TextInterner
{
    private const int MostKept = 4096;
    private readonly Dictionary<byte[], string> _texts = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private byte[] _lastUtf8 = [];
    private string _last = "";

    public TextInterner() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<byte>>();

    public string Intern(ReadOnlySpan<byte> utf8)
    {
        if (utf8.SequenceEqual(_lastUtf8))
        {
            return _last;
        }

        if (!_lookup.TryGetValue(utf8, out var bytes, out var text))
        {
            text = Encoding.UTF8.GetString(utf8);
            bytes = utf8.ToArray();
            if (_texts.Count < MostKept)
            {
                _texts.Add(bytes, text);
            }
        }

        _lastUtf8 = bytes;
        _last = text;
        return text;
    }
}
