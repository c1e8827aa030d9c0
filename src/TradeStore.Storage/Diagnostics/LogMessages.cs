using Microsoft.Extensions.Logging;

namespace TradeStore.Storage.Diagnostics;

/// <summary>
/// Every message the store logs, under the category <c>TradeStore</c>; numbered by stage like the error codes: 1000 opening and closing,
/// 2000 ingest, 3000 journal, 4000 engine, 5000 reading, 6000 tiering. <c>docs/observability.md</c> lists them.
/// </summary>
internal static partial class LogMessages
{
    [LoggerMessage(
        1001, LogLevel.Information,
        "Opened the store {Path} in {Milliseconds} ms (new: {IsNew}); {ReplayedBatches} batches ({ReplayedRows} rows) were replayed from the journal, which ends at sequence {Sequence}.")]
    public static partial void StoreOpened(this ILogger logger, string path, long milliseconds, bool isNew, long replayedBatches, long replayedRows, long sequence);

    [LoggerMessage(1002, LogLevel.Warning, "Opening the store {Path} found: {Finding}")]
    public static partial void OpeningFinding(this ILogger logger, string path, string finding);

    [LoggerMessage(1003, LogLevel.Error, "Acknowledged batches of the store {Path} are lost: sequence {From} to {To}.")]
    public static partial void SequencesLost(this ILogger logger, string path, long from, long to);

    [LoggerMessage(1004, LogLevel.Warning, "{File} could not be used, or nothing named it, and was set aside; the reason is beside it.")]
    public static partial void FileSetAside(this ILogger logger, string file);

    [LoggerMessage(1005, LogLevel.Error, "The store {Path} could not be opened.")]
    public static partial void OpeningFailed(this ILogger logger, Exception cause, string path);

    [LoggerMessage(1006, LogLevel.Information, "Closing the store {Path}; {Frames} acknowledged batches are still to be applied.")]
    public static partial void StoreClosing(this ILogger logger, string path, long frames);

    [LoggerMessage(1007, LogLevel.Information, "Closed the store {Path} in {Milliseconds} ms.")]
    public static partial void StoreClosed(this ILogger logger, string path, long milliseconds);

    [LoggerMessage(1008, LogLevel.Warning, "A listener of progress failed; what it was told about goes on.")]
    public static partial void ListenerFailed(this ILogger logger, Exception cause);

    [LoggerMessage(2001, LogLevel.Warning, "The telemetry lane is full and has dropped {Batches} of its oldest batches since the last message; {Total} since the store was opened.")]
    public static partial void TelemetryDropped(this ILogger logger, long batches, long total);

    [LoggerMessage(2002, LogLevel.Warning, "{Entries} log entries were not stored in application_logs since the last message: {Reason}")]
    public static partial void LogEntriesDropped(this ILogger logger, Exception? cause, long entries, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "The store's own metrics could not be stored in system_metrics.")]
    public static partial void MetricsNotStored(this ILogger logger, Exception cause);

    [LoggerMessage(
        2004, LogLevel.Warning,
        "{Rows} rows were left out since the last message, the newest of '{Table}': rows with their keys and other content are there, and stay. Ticks.CorrectAsync changes what a venue changed.")]
    public static partial void RowsInConflict(this ILogger logger, long rows, string table);

    [LoggerMessage(3001, LogLevel.Error, "The journal could not be written; {Batches} batches were refused (the journal is faulted: {IsFaulted}).")]
    public static partial void JournalFailed(this ILogger logger, Exception cause, int batches, bool isFaulted);

    [LoggerMessage(3002, LogLevel.Error, "The disk has no room for the journal; {Batches} batches were refused, and {Suppressed} more groups since the last message.")]
    public static partial void JournalDiskFull(this ILogger logger, Exception cause, int batches, long suppressed);

    [LoggerMessage(3003, LogLevel.Error, "The store's mark could not be written, {More} more times since the last message; a lost end of the journal may go unseen.")]
    public static partial void MarkFailed(this ILogger logger, Exception cause, long more);

    [LoggerMessage(4001, LogLevel.Warning, "The engine has failed and is opened again; nothing acknowledged is lost.")]
    public static partial void EngineFailed(this ILogger logger, Exception cause);

    [LoggerMessage(4002, LogLevel.Information, "The engine was opened again in {Milliseconds} ms and has caught up to sequence {Sequence}; it was recovery {Recoveries} of this store.")]
    public static partial void EngineRecovered(this ILogger logger, long milliseconds, long sequence, int recoveries);

    [LoggerMessage(4003, LogLevel.Critical, "The engine failed and could not be brought back; what was acknowledged is in the journal. Reopen the store.")]
    public static partial void StoreFaulted(this ILogger logger, Exception cause);

    [LoggerMessage(4004, LogLevel.Warning, "The disk is full: the engine waits {Seconds} s before it tries again. Free some space; nothing acknowledged is lost.")]
    public static partial void WaitingForDisk(this ILogger logger, Exception? cause, double seconds);

    [LoggerMessage(4005, LogLevel.Debug, "A checkpoint took {Milliseconds} ms and wrote {Bytes} bytes of the engine's log into the database file.")]
    public static partial void Checkpointed(this ILogger logger, long milliseconds, long bytes);

    [LoggerMessage(4006, LogLevel.Error, "The engine refuses the acknowledged batch of sequence {Sequence} ('{Table}', {Rows} rows); it was set aside as {File} and everything else goes on.")]
    public static partial void FrameQuarantined(this ILogger logger, Exception cause, long sequence, string table, int rows, string file);
    
    [LoggerMessage(4007, LogLevel.Warning, "{Finding}")]
    public static partial void BlockMended(this ILogger logger, string finding);

    [LoggerMessage(5001, LogLevel.Warning, "All {Max} readers were busy for {Seconds} s, and a read was refused; {Suppressed} more since the last message. Raise Readers.Max or Readers.WaitTimeout.")]
    public static partial void ReadersExhausted(this ILogger logger, int max, double seconds, long suppressed);

    [LoggerMessage(
        5002, LogLevel.Warning,
        "Slow query: {Operation} took {Milliseconds} ms, {WaitedMilliseconds} ms of them before a reader ran it, and returned {Rows} rows ({Status}, {Statements} statements): {Sql}")]
    public static partial void SlowQuery(
        this ILogger logger, string operation, long milliseconds, long waitedMilliseconds, long rows, string status, int statements, string sql);

    [LoggerMessage(6001, LogLevel.Information, "Tiering did {Steps} steps in {Milliseconds} ms, after which their partitions have {Rows} rows; {Failed} steps failed and are tried again.")]
    public static partial void TieringDone(this ILogger logger, int steps, int failed, long milliseconds, long rows);

    [LoggerMessage(6002, LogLevel.Warning, "Tiering was given up; it is tried again in {Seconds} s. Reading and writing go on.")]
    public static partial void TieringGivenUp(this ILogger logger, Exception cause, double seconds);

    [LoggerMessage(
        6003, LogLevel.Debug,
        "Tiering: {Action} of the partition {Partition} of '{Table}' took {Milliseconds} ms for {Rows} rows; it has {RowsNow} rows in {Bytes} bytes now. {Reason}")]
    public static partial void TieringStepDone(
        this ILogger logger, string action, string partition, string table, long rows, long milliseconds, long rowsNow, long bytes, string reason);

    [LoggerMessage(6004, LogLevel.Warning, "Tiering: {Action} of the partition {Partition} of '{Table}' failed; the partition is as it was.")]
    public static partial void TieringStepFailed(this ILogger logger, Exception cause, string action, string partition, string table);

    [LoggerMessage(6005, LogLevel.Warning, "The checkpoint of the idle store failed; it is tried again.")]
    public static partial void IdleCheckpointFailed(this ILogger logger, Exception cause);
}
