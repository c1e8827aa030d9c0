using Microsoft.Extensions.Diagnostics.HealthChecks;
using TradeStore.Storage.Health;

namespace TradeStore.Hosting;

/// <summary>Says how the host's store is.</summary>
internal sealed class StoreHealthCheck(HostedStore store) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (store.Opened is not { } opened)
        {
            return new HealthCheckResult(HealthStatus.Unhealthy, "The store is not open: it is opened when the host starts.");
        }

        var health = opened.GetHealth();
        var (status, reasons) = HealthThresholds.Judge(health);
        return new HealthCheckResult(status, reasons.Count == 0 ? "The store is open." : string.Join(" ", reasons), data: Data(health));
    }

    private static Dictionary<string, object> Data(StoreHealth health)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["state"] = health.State.ToString(),
            ["journal_bytes"] = health.JournalBytes,
            ["engine_log_bytes"] = health.EngineLogBytes,
            ["last_checkpoint_age_seconds"] = health.LastCheckpointAge.TotalSeconds,
            ["apply_lag_batches"] = health.ApplyLagBatches,
            ["apply_lag_seconds"] = health.ApplyLagTime.TotalSeconds,
            ["dropped_telemetry_batches"] = health.DroppedTelemetryBatches,
            ["active_readers"] = health.ActiveReaders,
            ["waiting_reads"] = health.WaitingReads,
            ["recoveries"] = health.Recoveries,
            ["tiering_lag_seconds"] = health.TieringLag.TotalSeconds,
            ["damaged_files"] = health.DamagedFiles,
            ["damaged_tables"] = health.DamagedTables,
            ["quarantined_batches"] = health.QuarantinedBatches,
        };
        if (health.LastTieringRun is { } lastRun)
        {
            data["last_tiering_run"] = lastRun;
        }

        if (health.LastVerification is { } verification)
        {
            data["last_verification_level"] = verification.Level.ToString();
            data["last_verification_started_at"] = verification.StartedAt;
            data["last_verification_findings"] = verification.Findings.Count;
            data["last_verification_is_sound"] = verification.IsSound;
        }

        if (health is { FreeDiskBytes: { } free, FreeDiskFraction: { } fraction })
        {
            data["free_disk_bytes"] = free;
            data["free_disk_fraction"] = fraction;
        }

        foreach (var lane in health.Lanes)
        {
            data[$"{lane.Lane.ToString().ToLowerInvariant()}_lane_depth"] = lane.Depth;
            data[$"{lane.Lane.ToString().ToLowerInvariant()}_lane_bytes"] = lane.Bytes;
        }

        return data;
    }
}
