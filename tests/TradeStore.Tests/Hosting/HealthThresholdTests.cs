using Microsoft.Extensions.Diagnostics.HealthChecks;
using TradeStore.Hosting;
using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Health;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Hosting;

internal sealed class HealthThresholdTests
{
    private static readonly StoreHealth Well = new()
    {
        State = StoreState.Open,
        FreeDiskBytes = 2L << 30,
        FreeDiskFraction = 0.01,
        JournalBytes = 1,
        EngineLogBytes = 400,
        CheckpointBytes = 100,
        LastCheckpointAge = TimeSpan.FromDays(1),
        ApplyLagBatches = 5,
        ApplyLagTime = TimeSpan.FromSeconds(10),
        Lanes = [new LaneHealth(Lane.Market, 3, 80, 100, 0)],
        DroppedTelemetryBatches = 7,
        ActiveReaders = 50,
        WaitingReads = 0,
        MaximumReaders = 50,
        Recoveries = 1,
    };

    private static IEnumerable<TestCaseData> Cases =>
    [
        Case(Well, HealthStatus.Healthy, "well"),
        Case(Well with { FreeDiskBytes = null, FreeDiskFraction = null }, HealthStatus.Healthy, "unknown disk"),
        Case(Well with { State = StoreState.Faulted, FaultReason = "why" }, HealthStatus.Unhealthy, "faulted"),
        Case(Well with { State = StoreState.Closed }, HealthStatus.Unhealthy, "closed"),
        Case(Well with { FreeDiskBytes = (256L << 20) - 1 }, HealthStatus.Unhealthy, "disk full"),
        Case(Well with { FreeDiskBytes = 256L << 20 }, HealthStatus.Degraded, "disk low"),
        Case(Well with { State = StoreState.Recovering }, HealthStatus.Degraded, "recovering"),
        Case(Well with { State = StoreState.DiskFull, DiskFullReason = "why" }, HealthStatus.Degraded, "waits for room"),
        Case(Well with { ApplyLagTime = TimeSpan.FromSeconds(10.1) }, HealthStatus.Degraded, "lag"),
        Case(Well with { EngineLogBytes = 401 }, HealthStatus.Degraded, "log"),
        Case(Well with { WaitingReads = 1 }, HealthStatus.Degraded, "reads wait"),
        Case(Well with { TieringLag = TimeSpan.FromDays(2) }, HealthStatus.Healthy, "tiering nearly lags"),
        Case(Well with { TieringLag = TimeSpan.FromDays(2.1) }, HealthStatus.Degraded, "tiering lags"),
        Case(Well with { LastTieringFailure = "why" }, HealthStatus.Healthy, "tiering failed once"),
        Case(Well with { Lanes = [new LaneHealth(Lane.Market, 3, 81, 100, 0)] }, HealthStatus.Degraded, "lane"),
        Case(Well with { State = StoreState.Closed, WaitingReads = 1 }, HealthStatus.Unhealthy, "both"),
    ];

    [TestCaseSource(nameof(Cases))]
    public void Each_threshold_decides_and_gives_its_reason(StoreHealth health, HealthStatus expected)
    {
        var (status, reasons) = HealthThresholds.Judge(health);

        Assert.That(status, Is.EqualTo(expected));
        Assert.That(reasons, expected == HealthStatus.Healthy ? Is.Empty : Is.Not.Empty);
    }

    private static TestCaseData Case(StoreHealth health, HealthStatus status, string name) => new TestCaseData(health, status).SetArgDisplayNames(name);
}
