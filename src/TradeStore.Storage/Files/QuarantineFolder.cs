using System.Globalization;

namespace TradeStore.Storage.Files;

/// <summary><c>quarantine/</c>: where files go that are in the way or of no use, each with its reason beside it. Nothing in it is ever deleted.</summary>
/// <param name="path">The folder; made when the first file goes there.</param>
/// <param name="clock">Says the time that names begin with.</param>
internal sealed class QuarantineFolder(string path, TimeProvider clock)
{
    /// <summary>Moves a file, a folder or a link, which is not followed, and returns where it is then.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="reason">Why, as a sentence.</param>
    /// <exception cref="IOException">It cannot be moved; it is where it was.</exception>
    public string Take(string from, string reason)
    {
        Directory.CreateDirectory(path);
        var to = FreeName($"{clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'.'fffffff", CultureInfo.InvariantCulture)}-{Path.GetFileName(from)}");
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }

        File.WriteAllText($"{to}.reason.txt", reason + Environment.NewLine);
        DirectorySync.Flush(path);
        DirectorySync.Flush(Path.GetDirectoryName(from)!);
        return to;
    }

    private string FreeName(string name)
    {
        var free = Path.Combine(path, name);
        for (var number = 2; Path.Exists(free) || Path.Exists($"{free}.reason.txt"); number++)
        {
            free = Path.Combine(path, $"{name}-{number}");
        }

        return free;
    }
}
