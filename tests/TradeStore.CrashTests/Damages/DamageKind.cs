namespace TradeStore.CrashTests.Damages;

/// <summary>A way in which a store's folder goes wrong.</summary>
/// <param name="Name">Which, in a few words.</param>
/// <param name="Apply">Does it, and says exactly what was done; null where the folder has nothing to do it to.</param>
/// <param name="IsWithinAFile">Whether a file has its length and its ends all the same: only a verification, or a read of that place, can find it.</param>
/// <param name="MayStayClosed">Whether the store may be refused under every policy: what is missing is the database itself, or the folder is not to be taken for this store's.</param>
internal sealed record DamageKind(string Name, Func<DamageSite, string?> Apply, bool MayStayClosed = false, bool IsWithinAFile = false)
{
    private const int PageBytes = 4096;

    public static IReadOnlyList<DamageKind> All { get; } = [.. StorePart.All.SelectMany(OfPart), .. OfFolders, .. OfForeignContent];

    private static IEnumerable<DamageKind> OfFolders =>
    [
        new("journal missing", s => Gone(s, "journal")),
        new("journal older", s => Put(s, "journal", s.Earlier().Folder)),
        new("journal of another store", s => Put(s, "journal", s.Other.Last.Folder)),
        new("journal missing, and the mark", s => Gone(s, "journal", "store.mark")),
        new("all journal files empty", s =>
        {
            var files = FileTree.Files(s.Full("journal")).ToList();
            files.ForEach(f => File.WriteAllBytes(f, []));
            return $"{files.Count} segments have 0 bytes";
        }),
        new("two journal files exchanged", s => Exchanged(s, [.. FileTree.Files(s.Full("journal"))])),
        new("cold missing", s => Gone(s, "cold")),
        new("cold older", s => Put(s, "cold", s.Earlier().Folder)),
        new("cold of another store", s => Put(s, "cold", s.Other.Last.Folder)),
        new("two cold files exchanged", s => Exchanged(s, [.. FileTree.Files(s.Full("cold"))])),
        new("database older, with its log", s => Put(s, s.Earlier().Folder, "store.duckdb", "store.duckdb.wal")),
        new("database and mark older", s => Put(s, s.Earlier().Folder, "store.duckdb", "store.duckdb.wal", "store.mark")),
        new("database and cold older", s => Put(s, s.Earlier().Folder, "store.duckdb", "store.duckdb.wal", "cold")),
        new("database older, journal begins later", s =>
        {
            var done = Put(s, s.Life.Early.Folder, "store.duckdb", "store.duckdb.wal");
            var first = FileTree.Files(s.Full("journal")).First();
            File.Delete(first);
            return $"{done}; {Path.GetFileName(first)} gone";
        }),
        new("database, log and mark of another store", s => Put(s, s.Other.Last.Folder, "store.duckdb", "store.duckdb.wal", "store.mark"), MayStayClosed: true),
        new("database and log missing", s => Gone(s, "store.duckdb", "store.duckdb.wal"), MayStayClosed: true),
        new("only cold is left", s => OnlyLeft(s, "cold"), MayStayClosed: true),
        new("only the journal is left", s => OnlyLeft(s, "journal"), MayStayClosed: true),
        new("only database and cold are left", s => OnlyLeft(s, "store.duckdb", "cold")),
        new("lock and holder of somebody long gone", s => $"{s.Foreign("store.lock")}, {s.Foreign("store.holder")}"),
    ];

    private static IEnumerable<DamageKind> OfForeignContent =>
    [
        new("foreign files in cold", s => $"{s.Foreign("cold/foreign.parquet")}, {s.Foreign("cold/market_ticks/foreign.txt")}"),
        new("foreign files in staging", s => s.Foreign("staging/foreign.csv")),
        new("foreign files in journal", s => $"{s.Foreign("journal/foreign.log")}, {s.Foreign("journal/00000000000000000001.foreign")}"),
        new("foreign files in temp and quarantine", s => $"{s.Foreign("temp/foreign.tmp")}, {s.Foreign("quarantine/foreign.bin")}"),
        new("foreign files at the root", s => $"{s.Foreign("foreign.txt")}, {s.Foreign("store.duckdb.foreign")}"),
        new("links below cold and staging", s =>
        {
            File.WriteAllText(Path.Combine(s.Outside, "foreign.txt"), "not the store's");
            foreach (var link in new[] { s.Full("cold/link"), s.Full("staging/link") })
            {
                Directory.CreateDirectory(Path.GetDirectoryName(link)!);
                Directory.CreateSymbolicLink(link, s.Outside);
            }

            return "cold/link and staging/link lead outside";
        }),
    ];

    private static IEnumerable<DamageKind> OfPart(StorePart part)
    {
        var isDatabase = part.Name == "database";
        return
        [
            Hit("missing", (_, file) => File.Delete(file)),
            Hit("empty", (_, file) => File.WriteAllBytes(file, [])),
            Hit("cut", (s, file) => Rewrite(file, bytes => bytes[..s.Random.Next(1, bytes.Length)])),
            Hit("cut in its last page", (s, file) => Rewrite(file, bytes => bytes[..Math.Max(0, bytes.Length - s.Random.Next(1, PageBytes))])),
            Hit("longer", (s, file) => Rewrite(file, bytes => [.. bytes, .. Some(s, s.Random.Next(1, PageBytes))])),
            Hit("a page zeroed", (s, file) => Rewrite(file, bytes => Page(s, bytes, page => page.Clear())), isWithin: true),
            Hit("a page of noise", (s, file) => Rewrite(file, bytes => Page(s, bytes, s.Random.NextBytes)), isWithin: true),
            Hit("a bit flipped", (s, file) => BitFlip.In(file, s.Random), isWithin: true),
            Hit("older", (s, file) => Substitute(s, file, s.Earlier().Folder)),
            Hit("of another store", (s, file) => Substitute(s, file, s.Other.Last.Folder)),
            Hit("a folder in its place", (_, file) => { File.Delete(file); Directory.CreateDirectory(file); }),
            Hit("moved away, a link in its place", (s, file) =>
            {
                var elsewhere = Path.Combine(s.Outside, Path.GetFileName(file));
                File.Move(file, elsewhere);
                File.CreateSymbolicLink(file, elsewhere);
            }),
            Hit("a pipe in its place", (_, file) => { File.Delete(file); Pipe.Make(file); }),
            Hit("a link that leads nowhere", (s, file) => { File.Delete(file); File.CreateSymbolicLink(file, Path.Combine(s.Outside, "gone")); }),
        ];

        DamageKind Hit(string manner, Action<DamageSite, string> damage, bool isWithin = false) => new(
            $"{part.Name}: {manner}",
            s =>
            {
                if (part.Find(s.Root, s.Random) is not { } file)
                {
                    return null;
                }

                damage(s, file);
                return Path.GetRelativePath(s.Root, file);
            },
            isDatabase,
            isWithin && (isDatabase || part.Name == "cold file"));

        // The same file of another moment or store where there is one, otherwise the one of the same part.
        void Substitute(DamageSite site, string file, string fromRoot)
        {
            var same = Path.Combine(fromRoot, Path.GetRelativePath(site.Root, file));
            var source = File.Exists(same) ? same : part.Find(fromRoot, site.Random);
            File.Delete(file);
            if (source is not null)
            {
                File.Copy(source, file);
            }
        }
    }

    private static void Rewrite(string file, Func<byte[], byte[]> change)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes.Length > 0)
        {
            File.WriteAllBytes(file, change(bytes));
        }
    }

    private delegate void PageChange(Span<byte> page);

    private static byte[] Page(DamageSite site, byte[] bytes, PageChange change)
    {
        var used = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        var start = site.Random.Next((Math.Max(used, 1) + PageBytes - 1) / PageBytes) * PageBytes;
        change(bytes.AsSpan(start, Math.Min(PageBytes, bytes.Length - start)));
        return bytes;
    }

    private static byte[] Some(DamageSite site, int count)
    {
        var bytes = new byte[count];
        site.Random.NextBytes(bytes);
        return bytes;
    }

    private static string Gone(DamageSite site, params string[] names)
    {
        names.ToList().ForEach(site.Remove);
        return $"{string.Join(", ", names)} gone";
    }

    private static string OnlyLeft(DamageSite site, params string[] names) =>
        Gone(site, [.. new DirectoryInfo(site.Root).EnumerateFileSystemInfos().Select(e => e.Name).Except(names, StringComparer.Ordinal)]);

    private static string Put(DamageSite site, string name, string fromRoot) => Put(site, fromRoot, [name]);

    private static string Put(DamageSite site, string fromRoot, params string[] names)
    {
        names.ToList().ForEach(n => site.Replace(n, fromRoot));
        return $"{string.Join(", ", names)} of '{Path.GetFileName(fromRoot)}'";
    }

    private static string? Exchanged(DamageSite site, IReadOnlyList<string> files)
    {
        if (files.Count < 2)
        {
            return null;
        }

        var first = site.Random.Next(files.Count);
        var (one, two) = (files[first], files[(first + 1) % files.Count]);
        File.Move(one, one + ".exchanged");
        File.Move(two, one);
        File.Move(one + ".exchanged", two);
        return $"{Path.GetRelativePath(site.Root, one)} and {Path.GetRelativePath(site.Root, two)}";
    }
}
