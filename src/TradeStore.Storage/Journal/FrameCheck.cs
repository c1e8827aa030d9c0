using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

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
