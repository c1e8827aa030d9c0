using System.Runtime.InteropServices;

namespace TradeStore.Storage.Columns;

/// <summary>One column of a batch: the sections that stand in the journal, as <c>docs/journal-format.md</c> lays them down.</summary>
internal readonly struct ColumnData
{
    /// <summary>Gets a value indicating whether every row is NULL; then there are no sections.</summary>
    public bool IsAllNull { get; init; }

    /// <summary>Gets one bit a row in 64-bit words, 1 = present; empty when no row is NULL.</summary>
    public ReadOnlyMemory<byte> Validity { get; init; }

    /// <summary>Gets values, dictionary codes or end offsets, one a row.</summary>
    public ReadOnlyMemory<byte> Values { get; init; }

    /// <summary>Gets the dictionary codes of list elements.</summary>
    public ReadOnlyMemory<byte> Elements { get; init; }

    /// <summary>Gets the end offset of each dictionary entry in <see cref="Bytes"/>.</summary>
    public ReadOnlyMemory<byte> Offsets { get; init; }

    /// <summary>Gets the UTF-8 of texts or dictionary entries.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    public ReadOnlySpan<ulong> ValidityWords => MemoryMarshal.Cast<byte, ulong>(Validity.Span);

    public int DictionarySize => Offsets.Length / sizeof(int);

    public ReadOnlySpan<T> ValuesAs<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Values.Span);

    public bool IsNull(int row) => IsAllNull || (!Validity.IsEmpty && ((ValidityWords[row >> 6] >> (row & 63)) & 1) == 0);

    /// <summary>Returns the UTF-8 of a dictionary entry.</summary>
    public ReadOnlySpan<byte> DictionaryEntry(int code) => Slice(MemoryMarshal.Cast<byte, int>(Offsets.Span), code);

    /// <summary>Returns the UTF-8 of a plain text.</summary>
    public ReadOnlySpan<byte> PlainText(int row) => Slice(ValuesAs<int>(), row);

    private ReadOnlySpan<byte> Slice(ReadOnlySpan<int> ends, int index)
    {
        var start = index == 0 ? 0 : ends[index - 1];
        return Bytes.Span[start..ends[index]];
    }
}
