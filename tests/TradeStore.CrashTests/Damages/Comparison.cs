namespace TradeStore.CrashTests.Damages;

/// <summary>What a comparison found.</summary>
internal sealed class Comparison
{
    /// <summary>Gets the rows that were read, by their keys.</summary>
    public List<(string Slice, string Key)> Found { get; } = [];

    /// <summary>Gets the parts that refused to be read since a file is damaged.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>Gets what must not be: rows lost in silence, doubled, altered, or of another place.</summary>
    public List<string> Wrong { get; } = [];
}
