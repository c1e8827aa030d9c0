using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>The 64 bytes at the start of a file; see docs/journal-format.md.</summary>
/// <param name="StoreId">The store that wrote it.</param>
/// <param name="FirstSequence">The sequence number of its first frame.</param>
/// <param name="PreviousSequence">The last frame before it: <c>FirstSequence - 1</c>, or less where numbers were left out on purpose.</param>
/// <param name="DurableSequence">The last sequence number acknowledged when it was created.</param>
/// <param name="CreatedMicroseconds">When it was created.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JournalFileHeader(Guid StoreId, long FirstSequence, long PreviousSequence, long DurableSequence, long CreatedMicroseconds)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 64;

    /// <summary>The version of the format that this code writes and reads.</summary>
    public const uint FormatVersion = 1;

    private const int CrcOffset = 12;
    private const int CrcEnd = 16;

    private static ReadOnlySpan<byte> Magic => "TSJOURN\n"u8;

    /// <summary>Reads a header; false when it is damaged or none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalFileHeader header, out uint version)
    {
        header = default;
        version = 0;
        if (bytes.Length < Size || !bytes.StartsWith(Magic)
            || Checksum(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]))
        {
            return false;
        }

        version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        header = new JournalFileHeader(
            new Guid(bytes.Slice(16, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]));
        return true;
    }

    /// <summary>Writes the header with its checksum.</summary>
    public void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], FormatVersion);
        _ = StoreId.TryWriteBytes(destination.Slice(16, 16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], FirstSequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], PreviousSequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[48..], DurableSequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[56..], CreatedMicroseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CrcOffset..], Checksum(destination));
    }

    private static uint Checksum(ReadOnlySpan<byte> header) =>
        Crc32C.Finish(Crc32C.Append(Crc32C.Append(Crc32C.Start, header[..CrcOffset]), header[CrcEnd..Size]));
}
