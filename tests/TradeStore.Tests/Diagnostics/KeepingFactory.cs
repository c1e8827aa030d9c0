using System.Diagnostics.Metrics;

namespace TradeStore.Tests.Diagnostics;

/// <summary>Keeps its meters for as long as it lives, as a host's factory does.</summary>
internal sealed class KeepingFactory : IMeterFactory
{
    public List<Meter> Meters { get; } = [];

    public Meter Create(MeterOptions options)
    {
        Meters.Add(new Meter(options));
        return Meters[^1];
    }

    public void Dispose() => Meters.ForEach(m => m.Dispose());
}
