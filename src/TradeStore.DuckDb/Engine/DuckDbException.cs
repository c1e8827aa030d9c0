using System.Data.Common;

namespace TradeStore.DuckDb.Engine;

/// <summary>An error that DuckDB reported. The message is DuckDB's own and begins with its kind ("Binder Error: …").</summary>
public class DuckDbException : DbException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorType">DuckDB's kind of error.</param>
    /// <param name="message">What happened.</param>
    /// <param name="sql">The statement that failed, where there is one.</param>
    /// <param name="innerException">The cause on our side, where there is one.</param>
    public DuckDbException(DuckDbErrorType errorType, string message, string? sql = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorType = errorType;
        Sql = sql;
    }

    /// <summary>DuckDB's kind of error.</summary>
    public DuckDbErrorType ErrorType { get; }

    /// <summary>The statement that failed, where there is one. It is kept out of the message.</summary>
    public string? Sql { get; }

    /// <summary>Whether the whole database instance can no longer be used: close it and open it again.</summary>
    public bool IsFatal =>
        ErrorType is DuckDbErrorType.Fatal or DuckDbErrorType.Internal
        || Message.Contains("database has been invalidated", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the query was interrupted.</summary>
    public bool IsInterrupt => ErrorType is DuckDbErrorType.Interrupt;

    /// <summary>Whether the same transaction may succeed when it is run again: it met another one's writes.</summary>
    public override bool IsTransient =>
        ErrorType is DuckDbErrorType.Transaction && Message.Contains("conflict", StringComparison.OrdinalIgnoreCase);

    /// <summary>For the calls that hand over a message and nothing else.</summary>
    internal static DuckDbException FromMessage(string? message, string fallback, string? sql = null)
    {
        var text = string.IsNullOrEmpty(message) ? fallback : message;
        return new DuckDbException(DuckDbErrorMessage.TypeOf(text), text, sql);
    }
}
