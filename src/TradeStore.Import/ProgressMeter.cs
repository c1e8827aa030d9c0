namespace TradeStore.Import;

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
