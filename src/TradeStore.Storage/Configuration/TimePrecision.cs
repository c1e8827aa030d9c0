namespace TradeStore.Storage.Configuration;

/// <summary>What becomes of a time that is finer than the microseconds that are stored, such as <c>DateTime.UtcNow</c> with its 100 nanoseconds.</summary>
public enum TimePrecision
{
    /// <summary>It is cut to the microsecond it lies in, never rounded up: also before 1970 the earlier one.</summary>
    Cut = 0,

    /// <summary>Its row is refused, with all of its batch.</summary>
    Refuse,
}
