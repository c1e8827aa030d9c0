using Microsoft.Extensions.Diagnostics.HealthChecks;
using TradeStore.Storage.Health;

namespace TradeStore.Hosting;

/// <summary>When a store is degraded and when it is unhealthy; <c>docs/observability.md</c> says the same.</summary>
internal static class HealthThresholds
{
    public const long UnhealthyFreeDisk = 256L << 20;
    public const long DegradedFreeDisk = 2L << 30;
    public const double DegradedLaneFill = 0.8;
    public const int DegradedLogFactor = 4;
    public static readonly TimeSpan DegradedTieringLag = TimeSpan.FromDays(2);
    public static readonly TimeSpan DegradedLag = TimeSpan.FromSeconds(10);

    /// <summary>Returns how a store is, with a sentence for each reason.</summary>
    public static (HealthStatus Status, IReadOnlyList<string> Reasons) Judge(StoreHealth health)
    {
        List<string> unhealthy = [];
        List<string> degraded = [];
        Note(unhealthy, health.State == StoreState.Faulted, $"The store is faulted: {health.FaultReason}");
        Note(unhealthy, health.State == StoreState.Closed, "The store is closed.");
        Note(unhealthy, health.FreeDiskBytes < UnhealthyFreeDisk, $"The disk has {health.FreeDiskBytes:N0} bytes left, less than {UnhealthyFreeDisk:N0}.");
        Note(degraded, health.State == StoreState.Recovering, "The engine failed and is being opened again.");
        Note(degraded, health.DiskFullReason is not null, $"The disk is full, and what is acknowledged waits in the journal until there is room: {health.DiskFullReason}");
        Note(
            degraded,
            health.FreeDiskBytes is >= UnhealthyFreeDisk and < DegradedFreeDisk,
            $"The disk has {health.FreeDiskBytes:N0} bytes left, less than {DegradedFreeDisk:N0}.");
        Note(
            degraded,
            health.ApplyLagTime > DegradedLag,
            $"The engine lags {health.ApplyLagTime.TotalSeconds:N1} s behind the journal ({health.ApplyLagBatches:N0} batches), more than {DegradedLag.TotalSeconds:N0} s.");
        Note(
            degraded,
            health.EngineLogBytes > DegradedLogFactor * health.CheckpointBytes,
            $"The engine's log has {health.EngineLogBytes:N0} bytes, more than {DegradedLogFactor} times Writing.CheckpointSize: a read that does not end keeps it from a checkpoint.");
        Note(
            degraded,
            health.TieringLag > DegradedTieringLag,
            $"Tiering lags {health.TieringLag.TotalDays:N1} days behind what is due, more than {DegradedTieringLag.TotalDays:N0}{(health.LastTieringFailure is { } failure ? $": {failure}" : ".")}");
        Note(degraded, health.WaitingReads > 0, $"{health.WaitingReads:N0} reads wait for one of {health.MaximumReaders:N0} readers.");
        Note(degraded, health.DamagedTables > 0, $"{health.DamagedTables:N0} partitions in the database file are damaged and cannot be read: restore a backup.");
        Note(degraded, health.DamagedFiles > 0, $"{health.DamagedFiles:N0} Parquet files are damaged, and their partitions cannot be read: run Store.RepairAsync, or restore a backup.");
        Note(degraded, health.QuarantinedBatches > 0, $"{health.QuarantinedBatches:N0} acknowledged batches that the engine refuses lie in quarantine: the file beside each says why.");
        Note(
            degraded,
            health.LastVerification is { IsSound: false },
            $"The verification of {health.LastVerification?.StartedAt:u} found damage: {health.LastVerification?.Findings.Count(f => f.IsDamage):N0} findings.");
        foreach (var lane in health.Lanes.Where(l => l.Bytes > DegradedLaneFill * l.Capacity))
        {
            degraded.Add($"The {lane.Lane} lane holds {lane.Bytes:N0} of {lane.Capacity:N0} bytes.");
        }

        return (unhealthy.Count > 0 ? HealthStatus.Unhealthy : degraded.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy, [.. unhealthy, .. degraded]);
    }

    private static void Note(List<string> reasons, bool isSo, string reason)
    {
        if (isSo)
        {
            reasons.Add(reason);
        }
    }
}
