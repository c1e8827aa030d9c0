using System.Globalization;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>One figure beside its reference.</summary>
/// <param name="Name">The name of the line.</param>
/// <param name="Ours">What the store takes or does; <see langword="null"/> when this machine has not what it is measured with.</param>
/// <param name="Reference">What the reference takes or does; <see langword="null"/> when there is none on this machine.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record RatioLine(string Name, double? Ours, double? Reference, string Unit)
{
    /// <summary>The line as it is printed: name, ours, reference, unit, ours / reference, separated by tabs.</summary>
    public override string ToString() => string.Join('\t', Name, Format(Ours), Format(Reference), Unit, Format(Ours / Reference));

    private static string Format(double? value) => value switch
    {
        null => "n/a",
        >= 1000 => value.Value.ToString("F0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
