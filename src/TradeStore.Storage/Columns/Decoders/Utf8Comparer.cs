namespace TradeStore.Storage.Columns.Decoders;

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
