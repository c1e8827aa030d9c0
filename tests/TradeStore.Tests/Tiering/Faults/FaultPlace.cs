using TradeStore.Storage.Configuration;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>Where something fails: a step of tiering at a point, or the engine at a step of the writer, the first time that it gets there behind a point.</summary>
/// <param name="Point">The point; <see langword="null"/> for the first time that the writer gets to its step.</param>
/// <param name="Step">The step of the writer; <see langword="null"/> when the engine is well.</param>
internal sealed record FaultPlace(TieringPoint? Point, WritingStep? Step = null)
{
    /// <summary>Gets a value indicating whether the engine fails, and is opened again.</summary>
    public bool IsOfEngine => Step is not null;

    /// <summary>Gets a value indicating whether what has left is dropped there, which may be later than the step has ended.</summary>
    public bool IsAfterwards => Step is WritingStep.Dropping or WritingStep.Deleting;

    public override string ToString() => Step is null ? $"{Point}" : Point is null ? $"{Step}" : $"{Step} behind {Point}";
}
