using System.Runtime.InteropServices;

namespace TradeStore.DuckDb.Data.Columns;

/// <summary><c>duckdb_string_t</c>: up to 12 bytes in place, longer ones behind a pointer.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct DuckDbString
{
    private const int InlineBytes = 12;

    [FieldOffset(0)]
    private readonly int _length;

    [FieldOffset(4)]
    private readonly byte _inline;

    [FieldOffset(8)]
    private readonly byte* _pointer;

    /// <summary>The bytes of a string in a vector.</summary>
    public static ReadOnlySpan<byte> Bytes(DuckDbString* text) =>
        new(text->_length <= InlineBytes ? (byte*)text + sizeof(int) : text->_pointer, text->_length);
}
