using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TradeStore.Storage.Journal;

/// <summary>The fixed 64 bytes at the start of a frame; see docs/journal-format.md.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FrameHeader(
    int Length,
    long Sequence,
    long TimeMicroseconds,
    long DurableSequence,
    int RowCount,
    ushort ColumnCount,
    ushort SchemaVersion,
    FrameKind Kind,
    ushort TableBytes,
    uint Crc)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 64;

    /// <summary>Where the checksum stands: the last field, so that all before it is one run of bytes.</summary>
    public const int CrcOffset = 60;

    /// <summary>The longest name of a table in UTF-8.</summary>
    public const int MaxTableBytes = 255;

    /// <summary>The largest frame: 1 GB.</summary>
    public const int MaxLength = 1 << 30;

    /// <summary>"TSFR" as little-endian number.</summary>
    public const uint Magic = 0x5246_5354;

    /// <summary>Bytes of header and padded table name, where the payload begins.</summary>
    public int PayloadOffset => Size + Padded(TableBytes);

    /// <summary>Rounded up to the next multiple of 8.</summary>
    public static int Padded(int bytes) => (bytes + 7) & ~7;

    /// <summary>Reads a header that is plausible in itself; whether the frame is whole only its checksum says.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < Size || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        var rows = BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]);
        if (length > MaxLength || rows > int.MaxValue)
        {
            return false;
        }

        header = new FrameHeader(
            (int)length,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            (int)rows,
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[36..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[38..]),
            (FrameKind)bytes[40],
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[42..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]));
        return header.IsPlausible;
    }

    /// <summary>Writes the header without its checksum.</summary>
    public void Write(Span<byte> destination)
    {
        destination[..Size].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], (uint)Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], TimeMicroseconds);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], DurableSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[32..], (uint)RowCount);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[36..], ColumnCount);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[38..], SchemaVersion);
        destination[40] = (byte)Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[42..], TableBytes);
    }

    private bool IsPlausible => Length >= PayloadOffset && (Length & 7) == 0 && Sequence > 0
        && DurableSequence >= 0 && DurableSequence < Sequence && TableBytes <= MaxTableBytes;
}
