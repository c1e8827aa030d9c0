using System.Text;

namespace TradeStore.Storage.Columns.Decoders;

/// <summary>Gives the same string object for the same text, so that a million rows of one symbol hold one.</summary>
internal sealed class TextInterner
{
    private const int MostKept = 4096;
    private const int SlotBits = 8;
    private readonly (ulong Bytes, string? Text)[] _short = new (ulong, string?)[1 << SlotBits];
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _long =
        new Dictionary<byte[], string>(Utf8Comparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    public string Intern(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > sizeof(ulong))
        {
            return InternLong(utf8);
        }

        // Symbols and venues: eight bytes hold them, with the bytes themselves as the key.
        var bytes = 0UL;
        for (var i = utf8.Length - 1; i >= 0; i--)
        {
            bytes = (bytes << 8) | utf8[i];
        }

        ref var slot = ref _short[unchecked(bytes * 0x9E3779B97F4A7C15UL) >> (64 - SlotBits)];
        if (slot.Bytes != bytes || slot.Text is null || utf8[^1] == 0)
        {
            slot = (bytes, InternLong(utf8));
        }

        return slot.Text!;
    }

    private string InternLong(ReadOnlySpan<byte> utf8)
    {
        if (!_long.TryGetValue(utf8, out var text))
        {
            text = Encoding.UTF8.GetString(utf8);
            if (_long.Dictionary.Count < MostKept)
            {
                _long.TryAdd(utf8, text);
            }
        }

        return text;
    }
}

/// <summary>Compares UTF-8 by its bytes, held as arrays and looked up by spans.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static Utf8Comparer Instance { get; } = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    // The first and the last bytes tell symbols and venues apart; a collision only costs a comparison.
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        Span<byte> ends = stackalloc byte[2 * sizeof(ulong)];
        ends.Clear();
        alternate[..Math.Min(alternate.Length, sizeof(ulong))].CopyTo(ends);
        alternate[Math.Max(0, alternate.Length - sizeof(ulong))..].CopyTo(ends[sizeof(ulong)..]);
        return HashCode.Combine(BitConverter.ToUInt64(ends), BitConverter.ToUInt64(ends[sizeof(ulong)..]), alternate.Length);
    }
}
