using System.Buffers;
using System.Buffers.Binary;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading;

/// <summary>
/// The rows of a stream that its caller has not taken yet, in a file: written by the reader's thread, which then ends its transaction, and read by the caller.
/// The file has no name any more once it is open, or goes with its handle, so that a killed process leaves none.
/// </summary>
internal sealed class ChunkSpool : IDisposable
{
    private const int BufferBytes = 1 << 20;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly FileStream _file;
    private LogicalType[]? _types;
    private byte[] _read = [];

    /// <summary>Makes the file.</summary>
    /// <param name="folder">The store's folder of temporary files.</param>
    public ChunkSpool(string folder)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.rows");
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }
    }

    /// <summary>Adds a chunk.</summary>
    /// <exception cref="DiskFullException">The disk has no room for it.</exception>
    public void Write(DataChunk chunk)
    {
        _types ??= [.. Enumerable.Range(0, chunk.ColumnCount).Select(i => LogicalType.FromColumnType(chunk.ColumnType(i)))];
        _buffer.ResetWrittenCount();
        ChunkCodec.Write(chunk, _buffer);
        try
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, _buffer.WrittenCount);
            _file.Write(length);
            _file.Write(_buffer.WrittenSpan);
        }
        catch (IOException failure) when (DiskErrors.IsFull(failure))
        {
            throw NoRoom(failure);
        }
    }

    /// <summary>Ends the writing: what follows is read.</summary>
    /// <exception cref="DiskFullException">The disk has no room for what was written last.</exception>
    public void Rewind()
    {
        try
        {
            _file.Position = 0;
        }
        catch (IOException failure) when (DiskErrors.IsFull(failure))
        {
            throw NoRoom(failure);
        }
    }

    /// <summary>Returns the next chunk, the caller's to dispose; <see langword="null"/> at the end.</summary>
    public async ValueTask<DataChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_types is null || _file.Position == _file.Length)
        {
            return null;
        }

        var length = new byte[sizeof(int)];
        await _file.ReadExactlyAsync(length, cancellationToken).ConfigureAwait(false);
        var bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (_read.Length < bytes)
        {
            _read = new byte[bytes];
        }

        await _file.ReadExactlyAsync(_read.AsMemory(0, bytes), cancellationToken).ConfigureAwait(false);
        return ChunkCodec.Read(_read.AsSpan(0, bytes), _types);
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is not wanted any more; the handle is closed all the same.
        }

        foreach (var type in _types ?? [])
        {
            type.Dispose();
        }
    }

    private static DiskFullException NoRoom(IOException failure) => new(
        "The disk has no room for the rest of a stream that is read slowly, which is set aside when its snapshot is older than Readers.MaximumSnapshotAge and a checkpoint waits for it. "
            + "Free some space, read faster, or raise the option.",
        failure);
}
