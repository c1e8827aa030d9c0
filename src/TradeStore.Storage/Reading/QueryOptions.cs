namespace TradeStore.Storage.Reading;

/// <summary>How one statement of SQL is run; what is left out is as the store's options say.</summary>
public sealed record QueryOptions
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(24);

    /// <summary>
    /// Gets how long the statement may run, and of a stream how long its caller may wait for the next rows: 1 ms to 24 h, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no limit; <c>Readers.QueryTimeout</c> when <see langword="null"/>, the default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond that.</exception>
    public TimeSpan? Timeout
    {
        get;
        init => field = value is null || (value >= ShortestTimeout && value <= LongestTimeout) || value == System.Threading.Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(QueryOptions)}.{nameof(Timeout)} is {value}; it must be 1 ms to 24 h, or Timeout.InfiniteTimeSpan for no limit.");
    }

    /// <summary>Gets how much of what was acknowledged must be seen: <c>Latest</c> or <c>Applied</c>; <c>Latest</c>, all of it, by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such consistency.</exception>
    public ReadConsistency Consistency
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(QueryOptions)}.{nameof(Consistency)} is {value}, which is no {nameof(ReadConsistency)}.");
    }

    /// <summary>Gets the options that say nothing.</summary>
    internal static QueryOptions Default { get; } = new();
}
