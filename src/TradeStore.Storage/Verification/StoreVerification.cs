using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Verification;

/// <summary>Verifies and repairs an open store, beside everything else that goes on; one verification or repair at a time.</summary>
internal sealed class StoreVerification : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly TieringContext _context;
    private readonly NameCheck _names;
    private volatile VerificationReport? _last;

    public StoreVerification(TieringContext context)
    {
        _context = context;
        _names = new NameCheck(context, context.Maps.Current.Segments(_context.Catalog.All).Select(s => s.Id).DefaultIfEmpty(0).Max() + 1);
    }

    /// <summary>Gets the last verification since the store was opened.</summary>
    public VerificationReport? Last => _last;

    /// <summary>Gets the files that are known to be damaged.</summary>
    public int Damaged => _context.Maps.Current.Segments(_context.Catalog.All).Count(s => s.IsDamaged);

    /// <summary>Gets the tables that reads have found damaged.</summary>
    public int DamagedTables => _context.Maps.Current.Segments(_context.Catalog.All).Count(s => s.TableDamage.Cause is not null);

    public Task<VerificationReport> VerifyAsync(VerificationLevel level, IProgress<VerificationProgress>? listener, CancellationToken cancellationToken) =>
        AloneAsync(token => RunAsync(level, GuardedProgress<VerificationProgress>.Of(listener, _context.Options.Telemetry), token), cancellationToken);

    public Task<RepairReport> RepairAsync(CancellationToken cancellationToken) => AloneAsync(new StoreRepair(_context).RunAsync, cancellationToken);

    /// <summary>Has what goes on give up, without waiting for it.</summary>
    public void StopWaiting() => _closing.Cancel();

    /// <summary>Gives up what goes on, and waits for that.</summary>
    public void Dispose()
    {
        StopWaiting();
        _turn.Wait(CancellationToken.None);
    }

    private async Task<T> AloneAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        StoreClosed.ThrowIf(_closing.IsCancellationRequested);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, cancellationToken);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<VerificationReport> RunAsync(VerificationLevel level, GuardedProgress<VerificationProgress>? listener, CancellationToken cancellationToken)
    {
        var (started, startedAt) = (_context.Clock.GetTimestamp(), _context.Clock.GetUtcMicroseconds());
        var findings = new List<VerificationFinding>(await _names.MissingTablesAsync(cancellationToken).ConfigureAwait(false));
        var missing = findings.Select(f => f.File).ToHashSet(StringComparer.Ordinal);
        var segments = _context.Maps.Current.Segments(_context.Catalog.All).ToList();
        var (check, total, rows, bytes) = (new SegmentCheck(_context, level), segments.Sum(Bytes), 0L, 0L);
        for (var i = 0; i < segments.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!missing.Contains(segments[i].Location) && await check.RunAsync(segments[i], cancellationToken).ConfigureAwait(false) is { } finding)
            {
                findings.Add(finding);
            }

            rows += segments[i].Content?.Rows ?? 0;
            bytes += Bytes(segments[i]);
            listener?.Report(new VerificationProgress { Segments = i + 1, TotalSegments = segments.Count, Bytes = bytes, TotalBytes = total, Findings = findings.Count });
        }

        findings.AddRange(await _names.UnknownAsync(cancellationToken).ConfigureAwait(false));
        return _last = new VerificationReport
        {
            Level = level,
            StartedAt = startedAt,
            Duration = _context.Clock.GetElapsedTime(started),
            Segments = segments.Count,
            Rows = rows,
            Bytes = bytes,
            Findings = findings,
        };
    }

    private static long Bytes(Segment segment) => segment.Bytes ?? 0;
}
