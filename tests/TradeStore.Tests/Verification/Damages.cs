using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Tiering;

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
            case DamagedFile.Appended:
                bytes = [.. bytes, .. new byte[100]];
                break;
            case DamagedFile.OfAnotherStore:
                bytes = OfAnotherStore(cold, bytes.Length);
                break;
            case DamagedFile.Folder:
                File.Delete(file);
                Directory.CreateDirectory(file);
                return;
            case DamagedFile.DanglingLink:
                File.Delete(file);
                File.CreateSymbolicLink(file, "nothing.parquet");
                return;
            case DamagedFile.LinkToItself:
                File.Delete(file);
                File.CreateSymbolicLink(file, Path.GetFileName(file));
                return;
            case DamagedFile.Link:
                File.Move(file, cold.Elsewhere);
                File.CreateSymbolicLink(file, cold.Elsewhere);
                return;
            case DamagedFile.LinkedFolder:
                var folder = Path.GetDirectoryName(file)!;
                Directory.Move(folder, cold.Elsewhere);
                Directory.CreateSymbolicLink(folder, cold.Elsewhere);
                return;
            case DamagedFile.OfAnotherDay:
                var other = File.ReadAllBytes(cold.FullPath(cold.Segments[1]));
                bytes = [.. other.Concat(new byte[Math.Max(0, bytes.Length - other.Length)]).Take(bytes.Length)];
                break;
            default:
                bytes[(bytes.Length - Footer(bytes)) / 2] ^= 0x10;
                break;
        }

        Replace(file, bytes);
    }

    /// <summary>Puts other bytes in a file's place.</summary>
    public static void Replace(string file, byte[] bytes)
    {
        // A new file: the engine may have the old one open.
        var written = File.GetLastWriteTimeUtc(file);
        File.Delete(file);
        File.WriteAllBytes(file, bytes);

        // The engine keeps footers, and tells files apart by the second.
        File.SetLastWriteTimeUtc(file, written.AddMinutes(1));
    }

    /// <summary>Returns a Parquet file with more bytes: they lie between its values and its footer, where the engine does not look.</summary>
    public static byte[] Lengthened(byte[] parquet, int length)
    {
        var footer = Footer(parquet);
        Assert.That(length, Is.GreaterThanOrEqualTo(parquet.Length), "a file can only be made longer");
        return [.. parquet[..^footer], .. new byte[length - parquet.Length], .. parquet[^footer..]];
    }

    private static int Footer(byte[] parquet) => BitConverter.ToInt32(parquet, parquet.Length - 8) + 8;

    private static byte[] OfAnotherStore(ColdStore cold, int length)
    {
        var (first, other) = (cold.First, Path.Combine(cold.Root, "other.parquet"));
        using (var instance = DuckDbInstance.Open(":memory:"))
        using (var session = instance.Connect())
        {
            var slice = new Slice(Condition: null, first.Content!.Rows, HasTies: false, first.Content.First, first.Content.Last, Heads: []);
            session.Execute(ParquetCopy.Sql($"SELECT * REPLACE (7 AS bid_size, 7 AS ask_size) FROM {first.Location}", other, first, slice, Guid.NewGuid()));
        }

        var bytes = File.ReadAllBytes(other);
        File.Delete(other);
        return Lengthened(bytes, length);
    }
}
