using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TradeStore.DuckDb.Vectors;
using TradeStore.Model;
using TradeStore.Storage.Schema;

namespace TradeStore.Auditing;

/// <summary>The hash of an audit record, over the encoding that <c>docs/audit.md</c> describes: each field with its length before it.</summary>
internal sealed class AuditHasher : IDisposable
{
    private const int Missing = -1;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Returns the hash of a record.</summary>
    public static string Of(AuditRecord record)
    {
        using var hasher = new AuditHasher();
        hasher.Begin();
        hasher.Add(TimestampConversion.ToMicroseconds(record.Timestamp));
        hasher.Add(record.AuditId);
        hasher.Add(record.EventType);
        hasher.Add(EnumSqlNames<Severity>.Text(record.Severity));
        hasher.Add(record.Component);
        hasher.Add(record.BotId);
        hasher.Add(record.UserId);
        hasher.Add(record.Details);
        hasher.Add(record.PreviousHash);
        hasher.Add(record.SequenceNumber);
        return hasher.End();
    }

    /// <summary>Begins a record.</summary>
    public void Begin() => Add("TradeStore audit record 1"u8);

    /// <summary>Returns the record's hash, and is ready for the next.</summary>
    public string End()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash);
    }

    public void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Add(bytes);
    }

    public void Add(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Add(bytes);
    }

    public void Add(string? text)
    {
        if (text is null)
        {
            AddMissing();
        }
        else
        {
            Add(Encoding.UTF8.GetBytes(text));
        }
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        AddLength(value.Length);
        _hash.AppendData(value);
    }

    public void AddMissing() => AddLength(Missing);

    public void Dispose() => _hash.Dispose();

    private void AddLength(int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        _hash.AppendData(bytes);
    }
}
