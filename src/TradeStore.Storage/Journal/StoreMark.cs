using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>How far a store had come, as <c>store.mark</c> says: what an older, missing or foreign part of the store is told by.</summary>
/// <param name="StoreId">The store.</param>
/// <param name="Generation">How often it was opened; 0 while it is being made.</param>
/// <param name="Checkpoint">The number of the last checkpoint that the database file is known to hold.</param>
/// <param name="Acknowledged">The highest sequence number that was acknowledged.</param>
/// <param name="LastFile">The first sequence number of the journal's file that holds it; 0 when there was none.</param>
/// <param name="Boot">Since when the machine has been running, as an id; empty where the system does not tell.</param>
/// <param name="State">What else is known.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoreMark(Guid StoreId, long Generation, long Checkpoint, long Acknowledged, long LastFile, Guid Boot, StoreMarkState State)
{
    /// <summary>Bytes of a mark.</summary>
    public const int Size = 128;

    /// <summary>The version of the format that this code writes and reads.</summary>
    public const uint FormatVersion = 1;

    private const int CrcOffset = 12;
    private const int CrcEnd = 16;

    private static ReadOnlySpan<byte> Magic => "TSMARK\r\n"u8;

    /// <summary>Reads a mark; false when it is damaged or none.</summary>
    /// <param name="bytes">Where it is.</param>
    /// <param name="mark">What it says.</param>
    /// <param name="writes">How many were written before it.</param>
    /// <param name="version">The version of its format.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StoreMark mark, out long writes, out uint version)
    {
        (mark, writes, version) = (default, 0, 0);
        if (bytes.Length < Size || !bytes.StartsWith(Magic) || Checksum(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcOffset..]))
        {
            return false;
        }

        version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        writes = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]);
        mark = new StoreMark(
            new Guid(bytes.Slice(16, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[64..]),
            new Guid(bytes.Slice(80, 16), bigEndian: true),
            (StoreMarkState)BinaryPrimitives.ReadUInt32LittleEndian(bytes[72..]));
        return true;
    }

    /// <summary>Writes the mark with its checksum.</summary>
    public void Write(Span<byte> destination, long writes)
    {
        destination[..Size].Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], FormatVersion);
        _ = StoreId.TryWriteBytes(destination.Slice(16, 16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], writes);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], Generation);
        BinaryPrimitives.WriteInt64LittleEndian(destination[48..], Checkpoint);
        BinaryPrimitives.WriteInt64LittleEndian(destination[56..], Acknowledged);
        BinaryPrimitives.WriteInt64LittleEndian(destination[64..], LastFile);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[72..], (uint)State);
        _ = Boot.TryWriteBytes(destination.Slice(80, 16), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CrcOffset..], Checksum(destination));
    }

    private static uint Checksum(ReadOnlySpan<byte> mark) =>
        Crc32C.Finish(Crc32C.Append(Crc32C.Append(Crc32C.Start, mark[..CrcOffset]), mark[CrcEnd..Size]));
}

/// <summary>What a mark says beside its numbers.</summary>
[Flags]
internal enum StoreMarkState : uint
{
    /// <summary>The store is open, or was when its process ended; acknowledgements waited for the disk.</summary>
    None = 0,

    /// <summary>The store was closed, and the database holds everything.</summary>
    Closed = 1,

    /// <summary>Acknowledgements did not wait for the disk: after a power cut the journal may end earlier.</summary>
    NotFlushed = 2,
}

/// <summary>Tells one start of the machine from another.</summary>
internal static class MachineStart
{
    private const string LinuxFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>Gets an id that is another one after each start of the machine; empty where the system has none.</summary>
    public static Guid Id { get; } = Read();

    private static Guid Read()
    {
        try
        {
            return OperatingSystem.IsLinux() && Guid.TryParse(File.ReadAllText(LinuxFile), out var id) ? id : Guid.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Guid.Empty;
        }
    }
}
