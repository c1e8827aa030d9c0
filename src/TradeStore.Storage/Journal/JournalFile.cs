using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>A file and what is known of it.</summary>
internal sealed class JournalFile(string name, long firstSequence)
{
    /// <summary>The file.</summary>
    public string Name { get; } = name;

    /// <summary>The sequence number of its first frame.</summary>
    public long FirstSequence { get; } = firstSequence;

    /// <summary>The last sequence number in it; <c>FirstSequence - 1</c> while it has no frame.</summary>
    public long LastSequence { get; set; } = firstSequence - 1;

    /// <summary>Where its last whole frame ends.</summary>
    public long End { get; set; } = JournalFileHeader.Size;

    /// <summary>The length of the file.</summary>
    public long Length { get; set; }

    /// <summary>When its last frame was written; when it has none, when it was created.</summary>
    public long LastTimeMicroseconds { get; set; }

    /// <summary>Whole frames found at open.</summary>
    public long Frames { get; set; }

    /// <summary>The header; null when it is damaged.</summary>
    public JournalFileHeader? Header { get; set; }

    /// <summary>Damaged places and where to go on behind them.</summary>
    public List<(long Offset, long Resume)> Skips { get; } = [];

    /// <summary>Whether it is this store's for certain: by its header, or by a frame, whose checksum begins with the store's id.</summary>
    public bool IsProven => Header is not null || Frames > 0;

    /// <summary>Whether nothing more may be written to it.</summary>
    public bool IsDamaged => Header is null || Skips.Count > 0;

    /// <summary>Where to go on from <paramref name="offset"/>.</summary>
    public long Resume(long offset)
    {
        foreach (var (damaged, resume) in Skips)
        {
            if (damaged == offset)
            {
                return resume;
            }
        }

        return offset;
    }
}

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

/// <summary>Names of files: the first sequence number in 20 digits and <c>.log</c>.</summary>
internal static class JournalFileName
{
    /// <summary>Behind the name while the file is being created.</summary>
    public const string UnfinishedSuffix = ".new";

    /// <summary>Behind the name of a file that holds a part of a large frame.</summary>
    public const string PartSuffix = ".part";

    private const string Extension = ".log";
    private const int Digits = 20;

    /// <summary>The name of the file that begins with <paramref name="firstSequence"/>.</summary>
    public static string Of(long firstSequence) => firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    /// <summary>The first sequence number in a name.</summary>
    public static bool TryParse(string name, out long firstSequence)
    {
        firstSequence = 0;
        return name.Length == Digits + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out firstSequence)
            && firstSequence > 0;
    }

    /// <summary>The first sequence number in a name, finished or not; null when it is no name of a file.</summary>
    public static long? NumberOf(string name) => TryParse(Finished(name), out var number) ? number : null;

    /// <summary>Whether it is a file whose creation was never finished, or a part of a large frame.</summary>
    public static bool IsUnfinished(string name) => Finished(name) is var finished && finished.Length < name.Length && TryParse(finished, out _);

    /// <summary>Whether it is a part of a large frame: its file gets its name when it is whole.</summary>
    public static bool IsPart(string name) => name.EndsWith(PartSuffix, StringComparison.Ordinal) && IsUnfinished(name);

    private static string Finished(string name) =>
        name.EndsWith(UnfinishedSuffix, StringComparison.Ordinal) ? name[..^UnfinishedSuffix.Length]
        : name.EndsWith(PartSuffix, StringComparison.Ordinal) ? name[..^PartSuffix.Length]
        : name;
}
