using System.Globalization;

namespace TradeStore.Storage.Journal;

/// <summary>Names of files: the first sequence number in 20 digits and <c>.log</c>.</summary>
internal static class JournalFileName
{
    /// <summary>Behind the name while the file is being created.</summary>
    public const string UnfinishedSuffix = ".new";

    /// <summary>Behind the name of a file that holds a part of a large frame.</summary>
    public const string PartSuffix = ".part";

    private const string Extension = ".log";
    private const int Digits = 20;

    /// <summary>The name of the file that begins with <paramref name="firstSequence"/>.</summary>
    public static string Of(long firstSequence) => firstSequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    /// <summary>The first sequence number in a name.</summary>
    public static bool TryParse(string name, out long firstSequence)
    {
        firstSequence = 0;
        return name.Length == Digits + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out firstSequence)
            && firstSequence > 0;
    }

    /// <summary>The first sequence number in a name, finished or not; null when it is no name of a file.</summary>
    public static long? NumberOf(string name) => TryParse(Finished(name), out var number) ? number : null;

    /// <summary>Whether it is a file whose creation was never finished, or a part of a large frame.</summary>
    public static bool IsUnfinished(string name) => Finished(name) is var finished && finished.Length < name.Length && TryParse(finished, out _);

    /// <summary>Whether it is a part of a large frame: its file gets its name when it is whole.</summary>
    public static bool IsPart(string name) => name.EndsWith(PartSuffix, StringComparison.Ordinal) && IsUnfinished(name);

    private static string Finished(string name) =>
        name.EndsWith(UnfinishedSuffix, StringComparison.Ordinal) ? name[..^UnfinishedSuffix.Length]
        : name.EndsWith(PartSuffix, StringComparison.Ordinal) ? name[..^PartSuffix.Length]
        : name;
}
