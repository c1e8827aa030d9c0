using System.Buffers;
using System.Buffers.Binary;

namespace TradeStore.Storage.Journal;

/// <summary>A frame that was read; dispose it when its payload is no longer needed.</summary>
internal sealed class JournalFrame : IDisposable
{
    private readonly FrameHeader _header;
    private readonly int _payloadLength;
    private byte[]? _buffer;

    /// <summary>Takes over <paramref name="buffer"/>, rented from the shared pool.</summary>
    public JournalFrame(in FrameHeader header, string table, byte[] buffer)
    {
        _header = header;
        Sequence = header.Sequence;
        Time = DateTimeOffset.UnixEpoch.AddTicks(header.TimeMicroseconds * TimeSpan.TicksPerMicrosecond);
        DurableSequence = header.DurableSequence;
        Kind = header.Kind;
        Table = table;
        SchemaVersion = header.SchemaVersion;
        RowCount = header.RowCount;
        ColumnCount = header.ColumnCount;
        _payloadLength = header.Length - header.PayloadOffset;
        _buffer = buffer;
    }

    /// <summary>The sequence number.</summary>
    public long Sequence { get; }

    /// <summary>When it was written, by the clock of the machine.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The last sequence number that was acknowledged when it was written.</summary>
    public long DurableSequence { get; }

    /// <summary>What it says.</summary>
    public FrameKind Kind { get; }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The version of the table's declaration.</summary>
    public ushort SchemaVersion { get; }

    /// <summary>Rows in the payload.</summary>
    public int RowCount { get; }

    /// <summary>Columns in the payload.</summary>
    public ushort ColumnCount { get; }

    /// <summary>The payload.</summary>
    public ReadOnlyMemory<byte> Payload
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.AsMemory(0, _payloadLength);
        }
    }

    /// <summary>Returns the frame as it lies in the journal, with its checksum.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_header.Length];
        _header.Write(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(FrameHeader.CrcOffset), _header.Crc);
        System.Text.Encoding.UTF8.GetBytes(Table, bytes.AsSpan(FrameHeader.Size));
        Payload.Span.CopyTo(bytes.AsSpan(_header.PayloadOffset));
        return bytes;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
