using System.Buffers.Binary;
using System.Security.Cryptography;
using Parquet;
using Parquet.Meta;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>
/// The end of a Parquet file: it says what the file is, how many rows it has, where every value lies and between which bounds. So it is never the same in
/// two files of a store, and its SHA-256 tells them apart for the price of a few kilobytes.
/// </summary>
internal sealed class ParquetFooter
{
    private const int TailBytes = 8;

    // Larger than most footers, so that one read is enough.
    private const int FirstRead = 1 << 16;
    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    private ParquetFooter(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>Gets the SHA-256 of it, in lower case.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));

    private ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads the footer of a file.</summary>
    /// <exception cref="InvalidDataException">The file does not end as a Parquet file does.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ParquetFooter Read(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        var tail = ReadEnd(FirstRead);
        if (tail.Length < TailBytes || !tail.AsSpan()[^4..].SequenceEqual(Magic))
        {
            throw new InvalidDataException("It does not end as a Parquet file does.");
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(tail.AsSpan()[^TailBytes..]);
        if (size <= 0 || size > length - TailBytes)
        {
            throw new InvalidDataException($"It says that its footer has {size} bytes.");
        }

        var whole = size + TailBytes <= tail.Length ? tail : ReadEnd(size + (long)TailBytes);
        return new ParquetFooter(whole.AsMemory(whole.Length - TailBytes - size, size));

        byte[] ReadEnd(long most)
        {
            var bytes = new byte[Math.Min(most, length)];
            var read = 0;
            while (read < bytes.Length && RandomAccess.Read(handle, bytes.AsSpan(read), length - bytes.Length + read) is > 0 and var now)
            {
                read += now;
            }

            return read == bytes.Length ? bytes : throw new InvalidDataException("It became shorter while it was read.");
        }
    }

    /// <summary>Returns what it says, as Parquet.Net reads it. That reader runs on for ever in some garbage: ask it only of bytes whose hash is known, or that the engine has read.</summary>
    /// <exception cref="InvalidDataException">It is no footer.</exception>
    public async Task<FileMetaData> ParseAsync(CancellationToken cancellationToken)
    {
        // The least that has such a footer: Parquet.Net wants a file, and these are the bytes that were hashed.
        var file = new MemoryStream();
        await using (file.ConfigureAwait(false))
        {
            file.Write(Magic);
            file.Write(Bytes.Span);
            Span<byte> size = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(size, Bytes.Length);
            file.Write(size);
            file.Write(Magic);
            try
            {
                var reader = await ParquetReader.CreateAsync(file, cancellationToken: cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return reader.Metadata!;
                }
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
            {
                throw new InvalidDataException($"Parquet.Net cannot read its footer: {exception.Message}", exception);
            }
        }
    }
}
