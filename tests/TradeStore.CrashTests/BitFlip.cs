using TradeStore.Storage.Files;

namespace TradeStore.CrashTests;

/// <summary>One bit of a file the other way round.</summary>
internal static class BitFlip
{
    /// <summary>Flips a random bit of the part of a file that is in use, and says which.</summary>
    public static string In(string file, Random random)
    {
        var bytes = File.ReadAllBytes(file);
        var used = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        var at = random.Next(used);
        var bit = random.Next(8);
        bytes[at] ^= (byte)(1 << bit);
        File.WriteAllBytes(file, bytes);
        return $"{Path.GetFileName(file)}:{at} bit {bit} of {used} bytes";
    }

    /// <summary>Flips a random bit in any of the journal's files.</summary>
    public static string InJournal(StoreFolder folder, Random random)
    {
        var files = Directory.EnumerateFiles(folder.Journal, "*.log").Order(StringComparer.Ordinal).ToList();
        return In(files[random.Next(files.Count)], random);
    }
}
