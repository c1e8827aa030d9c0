using System.Runtime.CompilerServices;
using DuckDB.NET.Native;

namespace TradeStore.DuckDb.Vectors;

/// <content>Text from a dictionary: one slot is made for each entry and copied for each row.</content>
public unsafe ref partial struct Vector
{
    private const int SlotsOnStack = 64;

    /// <summary>
    /// Writes a VARCHAR value for each code, from row <paramref name="start"/> on: entry <c>code</c> of <paramref name="bytes"/>, in which each entry
    /// ends before its <paramref name="ends"/>. Entries of up to 12 bytes cost one 16-byte copy a row. The bytes must be UTF-8, which is not checked
    /// again here; what stands at NULL rows must be in range, too.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The rows do not fit, or a code has no entry.</exception>
    public readonly void SetUtf8(int start, ReadOnlySpan<int> codes, ReadOnlySpan<int> ends, ReadOnlySpan<byte> bytes)
    {
        if (codes.IsEmpty)
        {
            return;
        }

        CheckText(start);
        CheckRow(start + codes.Length - 1);
        Span<Int128> slots = ends.Length <= SlotsOnStack ? stackalloc Int128[ends.Length] : new Int128[ends.Length];
        var allInline = FillSlots(slots, ends, bytes);
        for (var i = 0; i < codes.Length; i++)
        {
            var code = codes[i];
            var slot = slots[code];
            // The length is the first four bytes; the text behind it is cut off on purpose.
            if (!allInline && unchecked((int)slot) > InlineBytes)
            {
                var from = code == 0 ? 0 : ends[code - 1];
                fixed (byte* text = bytes)
                {
                    NativeMethods.Vectors.DuckDBUnsafeVectorAssignStringElementLength(_vector, (ulong)(start + i), text + from, ends[code] - from);
                }

                continue;
            }

            Unsafe.WriteUnaligned(_data + ((nint)(start + i) * StringBytes), slot);
        }
    }

    // DuckDB compares all 16 bytes of a short text at once, so that the unused ones are zero.
    private static bool FillSlots(Span<Int128> slots, ReadOnlySpan<int> ends, ReadOnlySpan<byte> bytes)
    {
        var allInline = true;
        var from = 0;
        for (var i = 0; i < ends.Length; i++)
        {
            var length = ends[i] - from;
            slots[i] = length;
            if (length <= InlineBytes)
            {
                fixed (Int128* slot = &slots[i])
                {
                    bytes.Slice(from, length).CopyTo(new Span<byte>((byte*)slot + sizeof(uint), InlineBytes));
                }
            }
            else
            {
                allInline = false;
            }

            from = ends[i];
        }

        return allInline;
    }
}
