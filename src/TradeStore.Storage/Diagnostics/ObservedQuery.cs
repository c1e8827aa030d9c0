using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Diagnostics;

/// <summary>One query from the call to its last row: its span, its duration, and a message when it was slow.</summary>
internal sealed class ObservedQuery : IDisposable
{
    private readonly StoreTelemetry? _telemetry;
    private readonly string _operation;
    private readonly string? _table;
    private readonly long _started;
    private readonly StoreSpan _span;
    private TimeSpan _waited;
    private TimeSpan _paused;
    private long _pausedAt;
    private string? _sql;
    private int _statements;
    private long _rows;
    private Exception? _failure;
    private bool _isCompleted;

    /// <summary>Starts to observe a query. In an async method, so that its span does not become the caller's.</summary>
    /// <param name="telemetry">The store's.</param>
    /// <param name="operation">The kind of query: <c>get</c>, <c>latest</c>, <c>stream</c>, <c>query</c>.</param>
    /// <param name="table">The one table it reads; <see langword="null"/> for SQL.</param>
    public ObservedQuery(StoreTelemetry? telemetry, string operation, string? table)
    {
        _telemetry = telemetry;
        _operation = operation;
        _table = table;
        _started = telemetry?.Clock.GetTimestamp() ?? 0;
        _span = telemetry?.Start(operation, table) ?? default;
    }

    /// <summary>Notes that a reader runs the query from now on.</summary>
    public void Leased() => _waited = Elapsed();

    /// <summary>Notes a statement, with markers in the place of values.</summary>
    public void Runs(string sql)
    {
        _sql ??= sql;
        _statements++;
    }

    /// <summary>Notes a caller's SQL, which the span shows, too.</summary>
    public void RunsCallers(string sql)
    {
        Runs(sql);
        _span.Activity?.SetTag(MetricNames.QueryText, sql);
    }

    /// <summary>Stops the time: the caller of a stream computes.</summary>
    public void Pause() => _pausedAt = _telemetry?.Clock.GetTimestamp() ?? 0;

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    public void Resume()
    {
        if (_pausedAt != 0)
        {
            _paused += _telemetry!.Clock.GetElapsedTime(_pausedAt);
            _pausedAt = 0;
        }
    }

    /// <summary>Notes the end.</summary>
    public void Completed(long rows)
    {
        _rows = rows;
        _isCompleted = true;
    }

    /// <summary>Notes a failure.</summary>
    public void Failed(Exception cause) => _failure = cause;

    /// <summary>Tells what was noted.</summary>
    public void Dispose()
    {
        if (_telemetry is null)
        {
            return;
        }

        Resume();
        var elapsed = Elapsed() - _paused;
        var status = Status();
        _telemetry.Metrics.Queried(_operation, _table, status, elapsed);
        if (elapsed >= _telemetry.SlowQuery && _sql is not null)
        {
            _telemetry.Logger.SlowQuery(_operation, (long)elapsed.TotalMilliseconds, (long)_waited.TotalMilliseconds, _rows, status, _statements, _sql);
        }

        if (_failure is { } failure && status != "cancelled")
        {
            StoreTelemetry.Fail(_span, failure);
        }

        _span.Activity?.SetTag(MetricNames.Rows, _rows);
        _span.Dispose();
    }

    // A query that neither ended nor failed is a stream that its caller has left.
    private string Status() => _failure switch
    {
        null => _isCompleted ? "ok" : "cancelled",
        OperationCanceledException => "cancelled",
        QueryTimeoutException => "timeout",
        _ => "error",
    };

    private TimeSpan Elapsed() => _telemetry?.Clock.GetElapsedTime(_started) ?? TimeSpan.Zero;
}
