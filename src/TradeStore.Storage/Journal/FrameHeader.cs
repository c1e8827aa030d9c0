using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TradeStore.Storage.Files;

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

/// <summary>Tells whole frames of one store from anything else.</summary>
internal sealed class FrameCheck
{
    /// <summary>Begins every checksum with the store id, so that frames of another store are never whole here.</summary>
    public FrameCheck(Guid storeId)
    {
        Span<byte> id = stackalloc byte[16];
        _ = storeId.TryWriteBytes(id, bigEndian: true, out _);
        Seed = Crc32C.Append(Crc32C.Start, id);
    }

    /// <summary>The state of the checksum before the first byte of a frame.</summary>
    public uint Seed { get; }

    /// <summary>Whether a whole frame begins at <paramref name="offset"/>.</summary>
    public bool IsWhole(JournalFileWindow window, long offset, out FrameHeader header)
    {
        if (!FrameHeader.TryRead(window.At(offset, FrameHeader.Size), out header) || header.Length > window.Length - offset)
        {
            return false;
        }

        var crc = Crc32C.Append(Seed, window.At(offset, FrameHeader.Size)[..FrameHeader.CrcOffset]);
        var end = offset + header.Length;
        for (var position = offset + FrameHeader.Size; position < end;)
        {
            var bytes = window.At(position, FrameHeader.Size);
            if (bytes.IsEmpty)
            {
                return false;
            }

            bytes = bytes[..(int)Math.Min(bytes.Length, end - position)];
            crc = Crc32C.Append(crc, bytes);
            position += bytes.Length;
        }

        return Crc32C.Finish(crc) == header.Crc;
    }
}
