using System.Data.Common;
using DuckDB.NET.Native;

namespace TradeStore.DuckDb.Native;

/// <summary>An error that DuckDB reported. The message is DuckDB's own and begins with its kind ("Binder Error: …").</summary>
public sealed class DuckDbException(DuckDBErrorType errorType, string message, string? sql = null, Exception? innerException = null)
    : DbException(message, innerException)
{
    // DUCKDB_ERROR_INVALID_CONFIGURATION, the one kind that DuckDB.NET has no name for.
    private const DuckDBErrorType InvalidConfiguration = (DuckDBErrorType)42;

    /// <summary>DuckDB's kind of error.</summary>
    public DuckDBErrorType ErrorType => errorType;

    /// <summary>The statement that failed, where there is one. It is kept out of the message.</summary>
    public string? Sql => sql;

    /// <summary>Whether the whole database instance can no longer be used: close it and open it again.</summary>
    public bool IsFatal =>
        ErrorType is DuckDBErrorType.Fatal or DuckDBErrorType.Internal
        || Message.Contains("database has been invalidated", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the query was interrupted.</summary>
    public bool IsInterrupt => ErrorType is DuckDBErrorType.Interrupt;

    /// <summary>Whether the same transaction may succeed when it is run again: it met another one's writes.</summary>
    public override bool IsTransient =>
        ErrorType is DuckDBErrorType.Transaction && Message.Contains("conflict", StringComparison.OrdinalIgnoreCase);

    /// <summary>Of DuckDB's message, and of its kind where it tells it.</summary>
    internal static DuckDbException Of(string? message, string fallback, string? sql = null, DuckDBErrorType type = DuckDBErrorType.Invalid)
    {
        var text = string.IsNullOrEmpty(message) ? fallback : message;
        return new DuckDbException(type == DuckDBErrorType.Invalid ? TypeOf(text) : type, text, sql);
    }

    /// <summary>Reads "Binder Error: …" and the like; <see cref="DuckDBErrorType.Invalid"/> when the message says nothing.</summary>
    internal static DuckDBErrorType TypeOf(string message)
    {
        var end = message.IndexOf(" Error:", StringComparison.OrdinalIgnoreCase);
        var prefix = end > 0 ? message[..end].Replace(" ", "", StringComparison.Ordinal) : "";
        return prefix switch
        {
            "TransactionContext" => DuckDBErrorType.Transaction,
            "ExtensionAutoloading" => DuckDBErrorType.Autoload,
            "InvalidConfiguration" => InvalidConfiguration,
            _ => prefix.Length > 0 && char.IsLetter(prefix[0]) && Enum.TryParse<DuckDBErrorType>(prefix, ignoreCase: true, out var type) ? type : DuckDBErrorType.Invalid,
        };
    }
}
