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

/// <summary>What an import does at a line it cannot read, or that the store refuses.</summary>
public enum DamagedLineRule
{
    /// <summary>Reports file, line and reason and stops that file, and only that file.</summary>
    Stop = 0,

    /// <summary>Leaves the line out, counts it, and goes on with the next.</summary>
    Skip,
}

/// <summary>What an import does with a value that has more decimals than its column holds (8; times: microseconds).</summary>
public enum ExcessDecimalsRule
{
    /// <summary>Takes the line as damaged: nothing is rounded in silence.</summary>
    Refuse = 0,

    /// <summary>Rounds half to even at the last decimal the column holds, and counts it.</summary>
    RoundToEven,
}

/// <summary>Counts what is done and tells it at most once an interval, and once at the end.</summary>
internal sealed class ProgressMeter(
    IProgress<ImportProgress>? progress, TimeProvider clock, TimeSpan interval, int filesTotal, long bytesTotal)
{
    private readonly long _start = clock.GetTimestamp();
    private long _lastReport = clock.GetTimestamp();
    private int _filesDone;
    private long _bytesDone;
    private long _rows;

    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    public void AddRows(long rows, string file)
    {
        _rows += rows;
        ReportWhenDue(file);
    }

    public void AddFile(long bytes, string file)
    {
        _filesDone++;
        _bytesDone += bytes;
        ReportWhenDue(file);
    }

    public void Finish() => Report(null);

    private void ReportWhenDue(string file)
    {
        var now = clock.GetTimestamp();
        if (clock.GetElapsedTime(_lastReport, now) >= interval)
        {
            _lastReport = now;
            Report(file);
        }
    }

    private void Report(string? file)
    {
        var seconds = Elapsed.TotalSeconds;
        progress?.Report(new ImportProgress
        {
            FilesDone = _filesDone,
            FilesTotal = filesTotal,
            BytesDone = _bytesDone,
            BytesTotal = bytesTotal,
            Rows = _rows,
            RowsPerSecond = seconds > 0 ? _rows / seconds : 0,
            CurrentFile = file,
        });
    }
}
