namespace TradeStore.Tests.Verification;

/// <summary>Damages files.</summary>
internal static class Damages
{
    public static void Apply(ColdStore cold, DamagedFile damage)
    {
        var file = cold.FirstFile;
        var bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case DamagedFile.Missing:
                File.Delete(file);
                return;
            case DamagedFile.Truncated:
                bytes = bytes[..(bytes.Length * 2 / 3)];
                break;
            case DamagedFile.Empty:
                bytes = [];
                break;
            case DamagedFile.GarbageAtTheEnd:
                Array.Fill(bytes, (byte)0xA5, bytes.Length - 600, 590);
                break;
            case DamagedFile.OfAnotherTable:
                bytes = File.ReadAllBytes(cold.OfBars);
                break;
            case DamagedFile.OfAnotherDay:
                var other = File.ReadAllBytes(cold.FullPath(cold.Segments[1]));
                bytes = [.. other.Concat(new byte[Math.Max(0, bytes.Length - other.Length)]).Take(bytes.Length)];
                break;
            default:
                bytes[bytes.Length / 2] ^= 0x10;
                break;
        }

        // A new file: the engine may have the old one open.
        var written = File.GetLastWriteTimeUtc(file);
        File.Delete(file);
        File.WriteAllBytes(file, bytes);

        // The engine keeps footers, and tells files apart by the second.
        File.SetLastWriteTimeUtc(file, written.AddMinutes(1));
    }
}
