namespace TradeStore.Import;

/// <summary>What an import did.</summary>
public sealed record ImportReport
{
    /// <summary>Gets the number of files found and read, failed ones included.</summary>
    public required int Files { get; init; }

    /// <summary>Gets the ticks handed to the store, repeated ones included (the store ignores those).</summary>
    public required long Ticks { get; init; }

    /// <summary>Gets the bars handed to the store, repeated ones included (the store replaces those).</summary>
    public required long Bars { get; init; }

    /// <summary>Gets ticks and bars together.</summary>
    public long Rows => Ticks + Bars;

    /// <summary>Gets the lines left out as damaged; always 0 under <see cref="DamagedLineRule.Stop"/>.</summary>
    public required long SkippedLines { get; init; }

    /// <summary>Gets the first of the skipped lines, at most 100.</summary>
    public required IReadOnlyList<ImportFailure> SkippedExamples { get; init; }

    /// <summary>Gets the quotes that had neither side and so held nothing to store.</summary>
    public required long EmptyQuotes { get; init; }

    /// <summary>Gets the values rounded; always 0 under <see cref="ExcessDecimalsRule.Refuse"/>.</summary>
    public required long RoundedValues { get; init; }

    /// <summary>Gets the files that were stopped, each with its line and reason.</summary>
    public required IReadOnlyList<ImportFailure> Failures { get; init; }

    /// <summary>Gets files and folders (ending with <c>/</c>) that are not part of a layout the importer knows, relative to the folder.</summary>
    public required IReadOnlyList<string> IgnoredPaths { get; init; }

    /// <summary>Gets how long the import took.</summary>
    public required TimeSpan Duration { get; init; }
}
