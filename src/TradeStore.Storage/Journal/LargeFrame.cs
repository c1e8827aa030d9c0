using System.Buffers.Binary;
using TradeStore.Storage.Files;

namespace TradeStore.Storage.Journal;

/// <summary>
/// A frame that is too large for a group. It is written slice by slice, each flushed, into a file of its own that has no name of one; when it is whole it
/// gets its number, and its file the name that makes it count. Until then nothing of it is there, whatever happens.
/// </summary>
internal sealed class LargeFrame : IDisposable
{
    private const int SlicesBegin = JournalFileHeader.Size + FrameHeader.Size;
    private readonly IJournalStorage _storage;
    private readonly JournalSettings _settings;
    private readonly FrameCheck _check;
    private readonly string _name;
    private readonly FrameHeader _header;
    private readonly long _length;
    private readonly List<ReadOnlyMemory<byte>> _left = [];
    private readonly List<ReadOnlyMemory<byte>> _slice = [];
    private IStoredFile? _file;
    private int _next;
    private long _written;
    private uint _crc;

    /// <summary>Creates the file.</summary>
    /// <param name="storage">The disk.</param>
    /// <param name="settings">How the journal is kept.</param>
    /// <param name="check">Begins the checksum.</param>
    /// <param name="payload">What the frame says; unchanged until it is completed or disposed.</param>
    /// <param name="table">The name of its table in UTF-8.</param>
    /// <param name="frameLength">The length of the frame.</param>
    /// <param name="number">A number that no file and no other part in the folder has.</param>
    public LargeFrame(IJournalStorage storage, JournalSettings settings, FrameCheck check, IJournalPayload payload, byte[] table, long frameLength, long number)
    {
        (_storage, _settings, _check) = (storage, settings, check);
        _header = new FrameHeader((int)frameLength, 0, 0, 0, payload.RowCount, payload.ColumnCount, payload.SchemaVersion, payload.Kind, (ushort)table.Length, Crc: 0);
        GroupWriter.Collect(payload, _left);
        var name = new byte[FrameHeader.Padded(table.Length)];
        table.CopyTo(name, 0);
        _left.Insert(0, name);
        _length = Math.Max(settings.FileBytes, JournalFileHeader.Size + frameLength);
        _name = JournalFileName.Of(number) + JournalFileName.PartSuffix;
        _file = storage.Create(_name, _length);
        try
        {
            // It says whose it is before anything else is in it, so that opening may delete it.
            Span<byte> bytes = stackalloc byte[JournalFileHeader.Size];
            new JournalFileHeader(settings.StoreId, number, 0, 0, 0).Write(bytes);
            _file.Write(bytes, 0);
            Flush(_file);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether all slices are written.</summary>
    public bool IsWritten => _written == _header.Length - FrameHeader.Size;

    /// <summary>Writes the next slice and flushes it.</summary>
    public void WriteSlice()
    {
        var file = Open();
        var room = _settings.SliceBytes;
        _slice.Clear();
        while (room > 0 && _next < _left.Count)
        {
            var section = _left[_next];
            var part = section[..Math.Min(room, section.Length)];
            _slice.Add(part);
            _crc = Crc32C.Append(_crc, part.Span);
            room -= part.Length;
            _left[_next] = section[part.Length..];
            _next += part.Length == section.Length ? 1 : 0;
        }

        file.Write(_slice, SlicesBegin + _written);
        Flush(file);
        _written += _settings.SliceBytes - room;
    }

    /// <summary>Completes the frame, and gives its file the name by which it counts once the folder is flushed.</summary>
    public OpenJournalFile Publish(long sequence, long previousSequence, long durableSequence, long timeMicroseconds)
    {
        var file = Open();
        Span<byte> head = stackalloc byte[SlicesBegin];
        var fileHeader = new JournalFileHeader(_settings.StoreId, sequence, previousSequence, durableSequence, timeMicroseconds);
        fileHeader.Write(head);
        var frame = head[JournalFileHeader.Size..];
        (_header with { Sequence = sequence, TimeMicroseconds = timeMicroseconds, DurableSequence = durableSequence }).Write(frame);
        var crc = Crc32C.AppendZeros(Crc32C.Append(_check.Seed, frame[..FrameHeader.CrcOffset]), _written) ^ _crc;
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameHeader.CrcOffset..], Crc32C.Finish(crc));
        file.Write(head, 0);
        Flush(file);
        var journalFile = new JournalFile(JournalFileName.Of(sequence), sequence) { Header = fileHeader, Length = _length, LastTimeMicroseconds = timeMicroseconds };
        var end = (long)JournalFileHeader.Size + _header.Length;
        var open = new OpenJournalFile(journalFile, file) { Position = end, Reached = end, LastSequence = sequence };
        _storage.Rename(_name, journalFile.Name);
        _file = null;
        return open;
    }

    /// <summary>Leaves nothing of a frame that was not completed; what cannot be removed is removed when the journal is opened.</summary>
    public void Dispose()
    {
        if (_file is not { } file)
        {
            return;
        }

        _file = null;
        try
        {
            using (file)
            {
                _storage.Delete(_name);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    private IStoredFile Open()
    {
        ObjectDisposedException.ThrowIf(_file is null, this);
        return _file;
    }

    private void Flush(IStoredFile file)
    {
        if (_settings.Durability == JournalDurability.Fsync)
        {
            file.Flush();
        }
    }
}
