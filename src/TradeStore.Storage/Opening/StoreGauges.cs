using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Files;
using TradeStore.Storage.Health;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiering;
using TradeStore.Storage.Tiers;

namespace TradeStore.Storage.Opening;

/// <summary>The figures of an open store that are there to be looked at: nothing here counts, locks for long or asks the engine.</summary>
internal sealed class StoreGauges(StoreParts parts, StorageOptions options, ApplyLag lag) : IStoreGauges
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

    public IEnumerable<(string Table, int Count)> Partitions => parts.Catalog!.All.Select(t => (t.Name, parts.Maps!.Current.Partitions(t).Length)).Where(p => p.Length > 0);

    /// <summary>Gets what was counted of segments that take no rows, tier by tier.</summary>
    public IEnumerable<TierFigures> Tiers => Enum.GetValues<Tier>().Select(tier => Figures(tier, Segments.Where(s => s.Tier == tier)));

    /// <summary>Gets how long the step that is due longest has been due; zero when nothing is.</summary>
    public TimeSpan TieringLag
    {
        get
        {
            var now = options.TimeProvider.GetUnixMicroseconds();
            var due = TieringPlanner.Plan(parts.Maps!.Current, parts.Catalog!.All, options.Tiering, now, isArchived: null).Min(s => s.DueSince);
            return due is { } since ? TimestampConversion.FromMicroseconds(now) - since : TimeSpan.Zero;
        }
    }

    private IEnumerable<Segment> Segments => parts.Maps!.Current.Segments(parts.Catalog!.All);

    /// <summary>Notes that a checkpoint was made.</summary>
    public void Checkpointed() => Volatile.Write(ref _lastCheckpoint, options.TimeProvider.GetTimestamp());

    /// <summary>Returns all of it.</summary>
    public StoreHealth Health(bool isClosed)
    {
        var lanes = Lanes.ToList();
        var disk = DiskSpace.Of(parts.Folder.Root);
        var last = parts.TieringRun!.Last;
        var fault = parts.Recovery!.Faulted?.Message ?? (parts.Journal!.IsFaulted ? "The journal could not be flushed; nothing more is written until the store is reopened." : null);
        return new StoreHealth
        {
            State = isClosed ? StoreState.Closed : fault is not null ? StoreState.Faulted : parts.Recovery.IsRecovering ? StoreState.Recovering : parts.Recovery.DiskFullReason is not null ? StoreState.DiskFull : StoreState.Open,
            FaultReason = fault,
            DiskFullReason = parts.Recovery.DiskFullReason,
            FreeDiskBytes = disk?.Free,
            FreeDiskFraction = disk is { Total: > 0 } known ? (double)known.Free / known.Total : null,
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
            DamagedTables = parts.Verification.DamagedTables,
            QuarantinedBatches = parts.Recovery.Quarantine.Count,
            SetAside = parts.Report.SetAside,
            LastVerification = parts.Verification.Last,
            Recoveries = Recoveries,
            TieringLag = TieringLag,
            LastTieringRun = last?.EndedAt,
            LastTieringFailure = last?.Failure,
        };
    }

    // What a small table takes is not known before a checkpoint; it is left out of both sides of the ratio.
    private static TierFigures Figures(Tier tier, IEnumerable<Segment> segments) =>
        segments.Where(s => s.Content is not null).Aggregate(new TierFigures(tier, 0, 0, 0), (sum, s) => sum with
        {
            Rows = sum.Rows + s.Content!.Rows,
            Bytes = sum.Bytes + (s.Bytes ?? 0),
            RawBytes = sum.RawBytes + (s.Bytes is null ? 0 : s.Content.RawBytes),
        });

    private static LaneHealth Health(Lane name, IngestLane lane) => new(name, lane.Depth, lane.Bytes, lane.Capacity, lane.Dropped);

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
