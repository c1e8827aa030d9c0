using System.Runtime.InteropServices;
using System.Text;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>The texts of one batch and column, each once, in the order of their first appearance.</summary>
internal sealed class TextDictionary(ColumnDefinition column)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private BatchMemory _memory = null!;
    private string? _last;
    private int _lastCode;
    private Memory<byte> _offsets;
    private Memory<byte> _bytes;
    private int _used;

    public ReadOnlyMemory<byte> Offsets => _offsets[..(_codes.Count * sizeof(int))];

    public ReadOnlyMemory<byte> Bytes => _bytes[.._used];

    public void Begin(BatchMemory memory)
    {
        _memory = memory;
        _codes.Clear();
        _last = null;
        _offsets = default;
        _bytes = default;
        _used = 0;
    }

    /// <summary>Returns the code of a text, adding it when it is new.</summary>
    /// <exception cref="RefusedValueException">The text breaks a rule of the column.</exception>
    public int Code(string text, int row)
    {
        // A feed hands over the same string object again and again.
        if (ReferenceEquals(text, _last))
        {
            return _lastCode;
        }

        if (!_codes.TryGetValue(text, out var code))
        {
            code = Add(text, row);
        }

        _last = text;
        _lastCode = code;
        return code;
    }

    private int Add(string text, int row)
    {
        if (TextRules.Check(column, text) is { } reason)
        {
            throw new RefusedValueException(row, column.Name, text, reason);
        }

        var length = Utf8.GetByteCount(text);
        while (_bytes.Length - _used < length)
        {
            _bytes = _memory.Grow(_bytes, _used);
        }

        Utf8.GetBytes(text, _bytes.Span[_used..]);
        _used += length;
        var code = _codes.Count;
        if (_offsets.Length < (code + 1) * sizeof(int))
        {
            _offsets = _memory.Grow(_offsets, code * sizeof(int));
        }

        MemoryMarshal.Cast<byte, int>(_offsets.Span)[code] = _used;
        _codes.Add(text, code);
        return code;
    }
}
