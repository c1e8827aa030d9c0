namespace TradeStore.Import;

/// <summary>How far an import has come.</summary>
public sealed record ImportProgress
{
    /// <summary>Gets the number of files that are done, failed ones included.</summary>
    public required int FilesDone { get; init; }

    /// <summary>Gets the number of files to import.</summary>
    public required int FilesTotal { get; init; }

    /// <summary>Gets the size of the files that are done, in bytes as they lie on disk.</summary>
    public required long BytesDone { get; init; }

    /// <summary>Gets the size of all files to import, in bytes as they lie on disk.</summary>
    public required long BytesTotal { get; init; }

    /// <summary>Gets the rows the store has acknowledged.</summary>
    public required long Rows { get; init; }

    /// <summary>Gets the average rows a second since the import began.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>Gets the file the last rows came from, relative to the folder; <see langword="null"/> before the first and at the end.</summary>
    public string? CurrentFile { get; init; }
}

/// <summary>A file that was stopped, or a line that was skipped, and why.</summary>
/// <param name="File">The file, relative to the folder that was imported, with <c>/</c> between its parts.</param>
/// <param name="Line">The line, from 1; <see langword="null"/> when the file as a whole is meant.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record ImportFailure(string File, long? Line, string Reason);
