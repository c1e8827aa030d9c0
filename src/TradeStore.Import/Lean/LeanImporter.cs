using TradeStore.Import.Lean.Files;
using TradeStore.Import.Lean.Reading;
using TradeStore.Storage.Errors;

namespace TradeStore.Import.Lean;

/// <summary>
/// Imports LEAN data folders (<c>type/market/resolution/…zip</c>): ticks into <c>market_ticks</c>, bars into <c>ohlcv_bars</c>.
/// <c>docs/import-lean.md</c> says what becomes of each field. Importing the same files again changes nothing.
/// </summary>
public sealed class LeanImporter
{
    private readonly IImportTarget _target;
    private readonly TimeProvider _clock;

    /// <summary>Creates an importer into a store.</summary>
    /// <param name="store">An open store; it stays the caller's.</param>
    /// <param name="timeProvider">The clock for durations and progress; the system's by default.</param>
    public LeanImporter(Store store, TimeProvider? timeProvider = null)
        : this(new StoreTarget(store ?? throw new ArgumentNullException(nameof(store))), timeProvider)
    {
    }

    internal LeanImporter(IImportTarget target, TimeProvider? timeProvider)
    {
        _target = target;
        _clock = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Imports what the options take of a folder. What is wrong with single files is in the report, not thrown.</summary>
    /// <param name="folder">The folder that holds <c>equity</c>, <c>forex</c> …</param>
    /// <param name="options">What to import and how; everything by default.</param>
    /// <param name="progress">Told how far the import is, at most once per <see cref="LeanImportOptions.ProgressInterval"/>, and at the end.</param>
    /// <param name="cancellationToken">Stops between two batches; what was stored until then stays.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is missing.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="TradeStoreException">The store failed, for example on a full disk; not for rows it refuses.</exception>
    public async Task<ImportReport> ImportAsync(
        string folder, LeanImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new LeanImportOptions();
        options.Validate();
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to import.");
        }

        var start = _clock.GetTimestamp();
        var found = await Task.Run(() => LeanFolder.Scan(folder, options), cancellationToken).ConfigureAwait(false);
        var files = found.Units.SelectMany(unit => unit.Files).ToList();
        var meter = new ProgressMeter(progress, _clock, options.ProgressInterval, files.Count, files.Sum(file => file.Bytes));
        var total = new UnitTally();
        long ticks = 0, bars = 0;
        await foreach (var unit in new ReadAhead(found.Units, options).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var rows = await StoreAsync(unit, options, meter, total, cancellationToken).ConfigureAwait(false);
            ticks += unit.Unit.Series.Resolution == LeanResolution.Tick ? rows : 0;
            bars += unit.Unit.Series.Resolution == LeanResolution.Tick ? 0 : rows;
        }

        meter.Finish();
        return new ImportReport
        {
            Files = files.Count,
            Ticks = ticks,
            Bars = bars,
            SkippedLines = total.SkippedLines,
            SkippedExamples = total.SkippedExamples,
            EmptyQuotes = total.EmptyQuotes,
            RoundedValues = total.RoundedValues,
            Failures = total.Failures,
            IgnoredPaths = found.IgnoredPaths,
            Duration = _clock.GetElapsedTime(start),
        };
    }

    private async Task<long> StoreAsync(
        PendingUnit unit, LeanImportOptions options, ProgressMeter meter, UnitTally total, CancellationToken cancellationToken)
    {
        var appender = new UnitAppender(_target, options.DamagedLines);
        var name = unit.Unit.Files.First().RelativePath;
        var rows = 0L;
        await foreach (var batch in unit.Batches.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stored = await appender.AppendAsync(batch, cancellationToken).ConfigureAwait(false);
            rows += stored;
            meter.AddRows(stored, name);
        }

        total.Add(unit.Tally);
        total.Add(appender.Tally);
        foreach (var file in unit.Unit.Files)
        {
            meter.AddFile(file.Bytes, file.RelativePath);
        }

        return rows;
    }
}
