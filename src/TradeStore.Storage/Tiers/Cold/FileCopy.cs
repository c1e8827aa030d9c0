using System.Security.Cryptography;

namespace TradeStore.Storage.Tiers.Cold;

/// <summary>Copies a file so that it is on the disk, and tells what was copied.</summary>
internal static class FileCopy
{
    /// <summary>Copies a file, whatever is at the destination, flushes it, and returns the SHA-256 of what was read.</summary>
    public static async Task<string> RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        await using (source.ConfigureAwait(false))
        {
            var target = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            await using (target.ConfigureAwait(false))
            {
                var buffer = new byte[1 << 20];
                while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
                {
                    hash.AppendData(buffer.AsSpan(0, read));
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                }

                target.Flush(flushToDisk: true);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
