using System.Security.Cryptography;
using System.Text;

namespace TradeStore.Live;

/// <summary>
/// The ids that rows of a table have, so that a second one is recognised without a look into the database. A text is kept as 128 bits of its
/// SHA-256: no two texts that anybody could come up with are the same.
/// </summary>
internal sealed class IdentitySet : ILiveSet
{
    private readonly HashSet<UInt128> _acknowledged = [];
    private readonly HashSet<UInt128> _decided = [];

    public int Count => _acknowledged.Count;

    public static UInt128 Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BitConverter.ToUInt128(bytes);
    }

    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BitConverter.ToUInt128(hash);
    }

    /// <summary>Tells whether an id is taken, if only by what is on its way; by a decision only.</summary>
    public bool Contains(UInt128 id) => _acknowledged.Contains(id) || _decided.Contains(id);

    /// <summary>Takes an id that is on its way to the journal.</summary>
    public void Decide(UInt128 id) => _decided.Add(id);

    /// <summary>Takes an id that is in the journal, or was read back from the database.</summary>
    public void Acknowledge(UInt128 id)
    {
        _decided.Remove(id);
        _acknowledged.Add(id);
    }

    /// <summary>Makes room for as many ids as follow.</summary>
    public void Reserve(int count) => _acknowledged.EnsureCapacity(count);

    public void Withdraw() => _decided.Clear();
}
