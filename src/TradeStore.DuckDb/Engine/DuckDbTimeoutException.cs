namespace TradeStore.DuckDb.Engine;

/// <summary>A query ran longer than it was allowed to and was stopped.</summary>
/// <param name="timeout">How long it was allowed to run.</param>
/// <param name="innerException">DuckDB's own error.</param>
public sealed class DuckDbTimeoutException(TimeSpan timeout, DuckDbException innerException) : DuckDbException(
    DuckDbErrorType.Interrupt,
    $"The query ran longer than its timeout of {timeout.TotalSeconds:0.###} s and was stopped.",
    innerException?.Sql,
    innerException)
{
    /// <summary>How long it was allowed to run.</summary>
    public TimeSpan Timeout { get; } = timeout;

    /// <summary>True: it may be faster next time.</summary>
    public override bool IsTransient => true;
}
