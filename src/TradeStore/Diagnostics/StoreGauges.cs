using TradeStore.Configuration;
using TradeStore.Ingest;
using TradeStore.Opening;
using TradeStore.Schema;

namespace TradeStore.Diagnostics;

/// <summary>The figures of an open store that are there to be looked at: nothing here counts, locks for long or asks the engine.</summary>
internal sealed class StoreGauges(StoreParts parts, StoreOptions options, ApplyLag lag)
{
    private long _lastCheckpoint = options.TimeProvider.GetTimestamp();

    public IEnumerable<LaneHealth> Lanes => Enum.GetValues<Lane>().Select(name => Health(name, parts.Lanes![name]));

    public long LagFrames => Math.Max(0, parts.Journal!.DurableSequence - parts.Barrier!.Visible);

    public TimeSpan LagTime => lag.Age(parts.Barrier!.Visible);

    public int ActiveReaders => parts.Readers!.Active;

    public int WaitingReads => parts.Readers!.Waiting;

    public int MaximumReaders => options.Readers.Max;

    public long JournalBytes => parts.Journal!.SizeBytes;

    public long EngineLogBytes => Length(parts.Folder.Database + ".wal");

    public long DatabaseBytes => Length(parts.Folder.Database);

    public int Recoveries => parts.Recovery!.Recoveries;

    public IEnumerable<(string Table, int Count)> Partitions => parts.Catalog!.All.Select(t => (t.Name, parts.Maps!.Current.Segments(t).Length)).Where(p => p.Length > 0);

    /// <summary>Notes that a checkpoint was made.</summary>
    public void Checkpointed() => Volatile.Write(ref _lastCheckpoint, options.TimeProvider.GetTimestamp());

    /// <summary>Returns all of it.</summary>
    public StoreHealth Health(bool isClosed)
    {
        var lanes = Lanes.ToList();
        var (free, fraction) = FreeDisk();
        var fault = parts.Recovery!.Fault?.Message ?? (parts.Journal!.IsFaulted ? "The journal could not be flushed; nothing more is written until the store is reopened." : null);
        return new StoreHealth
        {
            State = isClosed ? StoreState.Closed : fault is not null ? StoreState.Faulted : parts.Recovery.IsRecovering ? StoreState.Recovering : StoreState.Open,
            FaultReason = fault,
            FreeDiskBytes = free,
            FreeDiskFraction = fraction,
            JournalBytes = JournalBytes,
            EngineLogBytes = EngineLogBytes,
            CheckpointBytes = options.Writing.CheckpointSize,
            LastCheckpointAge = options.TimeProvider.GetElapsedTime(Volatile.Read(ref _lastCheckpoint)),
            ApplyLagBatches = LagFrames,
            ApplyLagTime = LagTime,
            Lanes = lanes,
            DroppedTelemetryBatches = lanes.Sum(l => l.Dropped),
            ActiveReaders = isClosed ? 0 : ActiveReaders,
            WaitingReads = WaitingReads,
            MaximumReaders = MaximumReaders,
            DamagedFiles = parts.Verification!.Damaged,
            LastVerification = parts.Verification.Last,
            Recoveries = Recoveries,
        };
    }

    private static LaneHealth Health(Lane name, IngestLane lane) => new(name, lane.Depth, lane.Bytes, lane.Capacity, lane.Dropped);

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    // Not every file system says how full it is, and a health check that throws helps nobody.
    private (long? Bytes, double? Fraction) FreeDisk()
    {
        try
        {
            var disk = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(parts.Folder.Root)! : parts.Folder.Root);
            return (disk.AvailableFreeSpace, disk.TotalSize > 0 ? (double)disk.AvailableFreeSpace / disk.TotalSize : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, null);
        }
    }
}
