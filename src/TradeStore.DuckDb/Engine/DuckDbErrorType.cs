using System.Diagnostics.CodeAnalysis;

namespace TradeStore.DuckDb.Engine;

/// <summary>DuckDB's kinds of error, numbered as <c>duckdb_error_type</c>.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the names of SQL.")]
public enum DuckDbErrorType
{
    /// <summary>Not classified.</summary>
    Invalid = 0,

    /// <summary>A value is outside the range of its type.</summary>
    OutOfRange = 1,

    /// <summary>A value cannot be converted.</summary>
    Conversion = 2,

    /// <summary>A type is not known.</summary>
    UnknownType = 3,

    /// <summary>Decimal arithmetic failed.</summary>
    Decimal = 4,

    /// <summary>Types do not fit each other.</summary>
    MismatchType = 5,

    /// <summary>Division by zero.</summary>
    DivideByZero = 6,

    /// <summary>An object has the wrong size.</summary>
    ObjectSize = 7,

    /// <summary>A type is not valid here.</summary>
    InvalidType = 8,

    /// <summary>Something could not be serialised or read back.</summary>
    Serialization = 9,

    /// <summary>A transaction failed: a conflict, or it was aborted by an earlier error.</summary>
    Transaction = 10,

    /// <summary>DuckDB does not do this.</summary>
    NotImplemented = 11,

    /// <summary>An expression is wrong.</summary>
    Expression = 12,

    /// <summary>A table, view, function or the like is missing, or already there.</summary>
    Catalog = 13,

    /// <summary>The SQL could not be parsed.</summary>
    Parser = 14,

    /// <summary>The SQL could not be planned.</summary>
    Planner = 15,

    /// <summary>The task scheduler failed.</summary>
    Scheduler = 16,

    /// <summary>Execution failed.</summary>
    Executor = 17,

    /// <summary>A constraint would be broken.</summary>
    Constraint = 18,

    /// <summary>An index failed.</summary>
    Index = 19,

    /// <summary>Statistics failed.</summary>
    Stat = 20,

    /// <summary>The connection failed, or was misused.</summary>
    Connection = 21,

    /// <summary>The SQL is wrong.</summary>
    Syntax = 22,

    /// <summary>A setting is wrong.</summary>
    Settings = 23,

    /// <summary>A name or a type in the SQL could not be resolved.</summary>
    Binder = 24,

    /// <summary>The network failed.</summary>
    Network = 25,

    /// <summary>The optimizer failed.</summary>
    Optimizer = 26,

    /// <summary>A null pointer was met.</summary>
    NullPointer = 27,

    /// <summary>A file could not be read, written or locked.</summary>
    IO = 28,

    /// <summary>The query was interrupted.</summary>
    Interrupt = 29,

    /// <summary>The database instance can no longer be used.</summary>
    Fatal = 30,

    /// <summary>A defect in DuckDB; the database instance can no longer be used.</summary>
    Internal = 31,

    /// <summary>The input is not valid.</summary>
    InvalidInput = 32,

    /// <summary>The memory limit was reached.</summary>
    OutOfMemory = 33,

    /// <summary>The configuration forbids this.</summary>
    Permission = 34,

    /// <summary>The type of a parameter is not known yet.</summary>
    ParameterNotResolved = 35,

    /// <summary>A parameter is not allowed here.</summary>
    ParameterNotAllowed = 36,

    /// <summary>Something else depends on this.</summary>
    Dependency = 37,

    /// <summary>An HTTP request failed.</summary>
    Http = 38,

    /// <summary>An extension is missing.</summary>
    MissingExtension = 39,

    /// <summary>An extension could not be loaded.</summary>
    Autoload = 40,

    /// <summary>A sequence failed.</summary>
    Sequence = 41,

    /// <summary>A configuration is not valid.</summary>
    InvalidConfiguration = 42,
}
