using TradeStore.Model;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;

namespace TradeStore.Telemetry.Logs;

/// <summary>Writes waiting log entries into the store, in batches: when one is full, and every second.</summary>
internal sealed class LogPump : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LogBuffer _buffer;
    private readonly TableWriter<LogEntry> _writer;
    private readonly StoreTelemetry _telemetry;
    private readonly ITimer _timer;
    private readonly Task _running;
    private Exception? _failure;
    private volatile bool _isClosing;

    public LogPump(LogBuffer buffer, TableWriter<LogEntry> writer, StoreTelemetry telemetry)
    {
        _buffer = buffer;
        _writer = writer;
        _telemetry = telemetry;
        _timer = _telemetry.Clock.CreateTimer(static state => ((LogBuffer)state!).Ring(), buffer, Interval, Interval);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        _isClosing = true;
        _buffer.Ring();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var isLast = false;
        while (!isLast)
        {
            await _buffer.WaitAsync().ConfigureAwait(false);
            isLast = _isClosing;
            List<LogEntry> batch;
            while ((batch = Take()).Count > 0)
            {
                await WriteAsync(batch).ConfigureAwait(false);
            }

            if (_buffer.TakeLost() is > 0 and var lost)
            {
                _telemetry.Logger.LogEntriesDropped(_failure, lost, _failure is null ? "they came faster than they could be stored." : "the store refused them.");
                _failure = null;
            }
        }
    }

    private List<LogEntry> Take()
    {
        var batch = new List<LogEntry>();
        while (batch.Count < LogBuffer.BatchSize && _buffer.TryTake(out var entry))
        {
            batch.Add(entry);
        }

        return batch;
    }

    private async Task WriteAsync(List<LogEntry> batch)
    {
        while (batch.Count > 0)
        {
            try
            {
                await _writer.AppendAsync(batch, CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (InvalidRowException refused)
            {
                // One entry that the table refuses is not to take the others with it.
                batch.RemoveAt(refused.RowIndex);
                _buffer.Lose();
                _failure = refused;
            }
#pragma warning disable CA1031 // Nobody waits for a log entry: what becomes of it is told by a message, and the application goes on.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                batch.ForEach(_ => _buffer.Lose());
                _failure = failure;
                return;
            }
        }
    }
}
