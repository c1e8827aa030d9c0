using System.Globalization;
using System.IO.Compression;

namespace TradeStore.Import.Lean.Files;

/// <summary>Reads the one CSV of a zip, whole: a file is known to be sound before a row of it is stored.</summary>
internal static class LeanZip
{
    // Deflate cannot do better than about 1 : 1,032; a larger claim is a damaged directory, not a reason to allocate.
    private const long HighestRatio = 1_040;

    /// <summary>Returns the text as it stands in the zip.</summary>
    /// <exception cref="InvalidDataException">The zip is damaged or does not hold what its name says.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(LeanFile file)
    {
        using var stream = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        var entries = zip.Entries.Where(entry => entry.Name.Length > 0).ToList();
        if (entries is not [var csv])
        {
            throw new InvalidDataException($"The zip holds {entries.Count} files where one is expected.");
        }

        CheckName(csv.Name, file);
        if (csv.Length > Array.MaxLength || csv.Length > (csv.CompressedLength * HighestRatio) + HighestRatio)
        {
            throw new InvalidDataException($"The zip gives a length of {csv.Length} bytes for its file, which cannot be.");
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)csv.Length);
        using (var content = csv.Open())
        {
            if (content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length || content.ReadByte() >= 0)
            {
                throw new InvalidDataException($"The file in the zip is not {bytes.Length} bytes long, as the zip says.");
            }
        }

        return Crc32.Compute(bytes) == csv.Crc32
            ? bytes
            : throw new InvalidDataException("The file in the zip does not match its checksum (CRC-32).");
    }

    private static void CheckName(string name, LeanFile file)
    {
        var isDated = name.Length > 8 && int.TryParse(name.AsSpan(0, 8), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var otherDay = isDated && file.Day is { } day && !name.StartsWith($"{day:yyyyMMdd}", StringComparison.Ordinal);
        var otherKind = name.Contains(file.IsQuote ? "_trade" : "_quote", StringComparison.OrdinalIgnoreCase);
        if (otherDay || otherKind || !name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"The zip holds '{name}', which its own name does not promise.");
        }
    }
}
