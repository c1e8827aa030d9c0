using System.Buffers.Binary;
using System.Text;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>
/// Writes frames with few calls: small ones through a staging buffer, the sections of large ones straight from the caller's memory.
/// </summary>
internal sealed class GroupWriter(FrameCheck check)
{
    private const int StagingBytes = 256 << 10;
    private const int LargePayloadBytes = 16 << 10;
    private const long MaxPendingBytes = 16 << 20;

    private readonly byte[] _staging = GC.AllocateUninitializedArray<byte>(StagingBytes, pinned: true);
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private readonly List<ReadOnlyMemory<byte>> _sections = [];
    private readonly Dictionary<string, byte[]> _tableNames = new(StringComparer.Ordinal);
    private int _staged;
    private int _runStart;
    private long _pending;

    /// <summary>Bytes added and not yet written.</summary>
    public long Pending => _pending;

    /// <summary>The length of the frame of a payload.</summary>
    public long FrameLength(IJournalPayload payload)
    {
        var length = FrameHeader.Size + FrameHeader.Padded(TableName(payload.Table).Length) + payload.PayloadLength;
        return payload.PayloadLength >= 0 && (payload.PayloadLength & 7) == 0 && length <= FrameHeader.MaxLength
            ? length
            : throw new ArgumentException(
                $"A payload of {payload.PayloadLength} bytes is no multiple of 8 or larger than a frame may be.", nameof(payload));
    }

    /// <summary>The name of a table in UTF-8.</summary>
    public byte[] TableName(string table)
    {
        if (!_tableNames.TryGetValue(table, out var name))
        {
            name = Encoding.UTF8.GetBytes(table);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, FrameHeader.MaxTableBytes, nameof(table));
            _tableNames.Add(table, name);
        }

        return name;
    }

    /// <summary>Collects the sections of a payload, which are as long as it says.</summary>
    public static void Collect(IJournalPayload payload, List<ReadOnlyMemory<byte>> sections)
    {
        sections.Clear();
        payload.CollectSections(sections);
        long length = 0;
        foreach (var section in sections)
        {
            length += section.Length;
        }

        if (length != payload.PayloadLength)
        {
            throw new InvalidOperationException($"The sections for '{payload.Table}' hold {length} bytes instead of {payload.PayloadLength}.");
        }
    }

    /// <summary>Forgets what a failed group has left.</summary>
    public void Reset()
    {
        _parts.Clear();
        _sections.Clear();
        _staged = _runStart = 0;
        _pending = 0;
    }

    /// <summary>Adds a frame to a file; <see cref="Complete"/> writes what is still held back.</summary>
    public void Add(OpenJournalFile journalFile, IJournalPayload payload, long sequence, long timeMicroseconds, long durableSequence)
    {
        var name = TableName(payload.Table);
        var header = new FrameHeader(
            (int)FrameLength(payload), sequence, timeMicroseconds, durableSequence, payload.RowCount,
            payload.ColumnCount, payload.SchemaVersion, payload.Kind, (ushort)name.Length, Crc: 0);
        var large = payload.PayloadLength > LargePayloadBytes;
        var staged = large ? header.PayloadOffset : header.Length;
        if (_staged + staged > StagingBytes)
        {
            Complete(journalFile);
        }

        var target = _staging.AsSpan(_staged, staged);
        header.Write(target);
        target[FrameHeader.Size..header.PayloadOffset].Clear();
        name.CopyTo(target[FrameHeader.Size..]);
        Collect(payload, _sections);
        var crc = Crc32C.Append(check.Seed, target[..FrameHeader.CrcOffset]);
        crc = Crc32C.Append(crc, target[FrameHeader.Size..header.PayloadOffset]);
        var offset = header.PayloadOffset;
        foreach (var section in _sections)
        {
            crc = Crc32C.Append(crc, section.Span);
            if (!large)
            {
                section.Span.CopyTo(target[offset..]);
                offset += section.Length;
            }
        }

        BinaryPrimitives.WriteUInt32LittleEndian(target[FrameHeader.CrcOffset..], Crc32C.Finish(crc));
        _staged += staged;
        _pending += header.Length;
        if (large)
        {
            EndRun();
            _parts.AddRange(_sections);
        }

        _sections.Clear();
        journalFile.LastSequence = sequence;
        if (_pending >= MaxPendingBytes)
        {
            Complete(journalFile);
        }
    }

    /// <summary>Writes what was added.</summary>
    public void Complete(OpenJournalFile journalFile)
    {
        EndRun();
        if (_parts.Count > 0)
        {
            journalFile.Reached = Math.Max(journalFile.Reached, journalFile.Position + _pending);
            if (_parts.Count == 1)
            {
                journalFile.File.Write(_parts[0].Span, journalFile.Position);
            }
            else
            {
                journalFile.File.Write(_parts, journalFile.Position);
            }

            journalFile.Position += _pending;
        }

        Reset();
    }

    private void EndRun()
    {
        if (_staged > _runStart)
        {
            _parts.Add(_staging.AsMemory(_runStart, _staged - _runStart));
            _runStart = _staged;
        }
    }
}
