using TradeStore.Storage.Configuration;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>The places at which steps can fail.</summary>
internal static class FaultPlaces
{
    /// <summary>Before a table takes the place of what was there.</summary>
    public static readonly FaultPlace[] OfTables = [.. Points(TieringPoint.Closed, TieringPoint.SliceWritten, TieringPoint.Built, TieringPoint.Verified), new(TieringPoint.Verified, WritingStep.Switching)];

    /// <summary>Behind it.</summary>
    public static readonly FaultPlace[] BehindTables = [.. Points(TieringPoint.Switched), new(TieringPoint.Verified, WritingStep.Switched), new(null, WritingStep.Dropping)];

    /// <summary>Before files take the place of what was there.</summary>
    public static readonly FaultPlace[] OfFiles =
    [
        .. Points(TieringPoint.Superseded, TieringPoint.Closed, TieringPoint.SliceWritten, TieringPoint.Built, TieringPoint.Flushed, TieringPoint.Verified, TieringPoint.Published),
        new(TieringPoint.Published, WritingStep.Switching),
    ];

    /// <summary>Behind it, until the archive has them in the place of what was there.</summary>
    public static readonly FaultPlace[] BehindFiles =
    [
        .. Points(TieringPoint.Switched, TieringPoint.Copied, TieringPoint.Archived, TieringPoint.CopyDeleted, TieringPoint.Settled),
        new(TieringPoint.Published, WritingStep.Switched), new(null, WritingStep.Deleting),
    ];

    /// <summary>Before a partition is removed of which the archive lacks something.</summary>
    public static readonly FaultPlace[] ToArchive = [.. Points(TieringPoint.Copied, TieringPoint.Archived, TieringPoint.Settled), new(TieringPoint.Settled, WritingStep.Switching)];

    /// <summary>Behind it.</summary>
    public static readonly FaultPlace[] BehindArchive = [.. Points(TieringPoint.Removed), new(TieringPoint.Settled, WritingStep.Switched)];

    public static FaultPlace[] Points(params TieringPoint[] points) => [.. points.Select(p => new FaultPlace(p))];
}
