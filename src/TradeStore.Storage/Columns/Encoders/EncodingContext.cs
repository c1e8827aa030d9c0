using System.Runtime.InteropServices;
using TradeStore.Storage.Configuration;

namespace TradeStore.Storage.Columns.Encoders;

/// <summary>What the encoders of one batch share.</summary>
/// <param name="Now">The clock when the batch came in, microseconds since 1970 UTC.</param>
/// <param name="Precision">What becomes of times finer than a microsecond.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EncodingContext(long Now, TimePrecision Precision = TimePrecision.Cut)
{
    /// <summary>The latest time a row may carry: a day ahead of the clock.</summary>
    public const long LargestLead = 86_400_000_000;

    /// <summary>The first year of which there may be rows: older than the oldest series of prices, and later than a year that was left at its default.</summary>
    public const int FirstYear = 1800;

    /// <summary>What is said of a time before it.</summary>
    public const string TooEarly = "it is before 1800.";
}
