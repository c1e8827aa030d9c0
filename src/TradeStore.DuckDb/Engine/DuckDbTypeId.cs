using System.Diagnostics.CodeAnalysis;

namespace TradeStore.DuckDb.Engine;

/// <summary>DuckDB's types, numbered as <c>duckdb_type</c>.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the names of SQL.")]
public enum DuckDbTypeId
{
    /// <summary>No type, or one that this version of the binding does not know.</summary>
    Invalid = 0,

    /// <summary>BOOLEAN: one byte, 0 or 1.</summary>
    Boolean = 1,

    /// <summary>TINYINT: 8 bits, signed.</summary>
    TinyInt = 2,

    /// <summary>SMALLINT: 16 bits, signed.</summary>
    SmallInt = 3,

    /// <summary>INTEGER: 32 bits, signed.</summary>
    Integer = 4,

    /// <summary>BIGINT: 64 bits, signed.</summary>
    BigInt = 5,

    /// <summary>UTINYINT: 8 bits, unsigned.</summary>
    UTinyInt = 6,

    /// <summary>USMALLINT: 16 bits, unsigned.</summary>
    USmallInt = 7,

    /// <summary>UINTEGER: 32 bits, unsigned.</summary>
    UInteger = 8,

    /// <summary>UBIGINT: 64 bits, unsigned.</summary>
    UBigInt = 9,

    /// <summary>FLOAT: 32-bit binary floating point.</summary>
    Float = 10,

    /// <summary>DOUBLE: 64-bit binary floating point.</summary>
    Double = 11,

    /// <summary>TIMESTAMP: microseconds since 1970-01-01, UTC in this code base.</summary>
    Timestamp = 12,

    /// <summary>DATE: days since 1970-01-01.</summary>
    Date = 13,

    /// <summary>TIME: microseconds since midnight.</summary>
    Time = 14,

    /// <summary>INTERVAL: months, days and microseconds.</summary>
    Interval = 15,

    /// <summary>HUGEINT: 128 bits, signed.</summary>
    HugeInt = 16,

    /// <summary>VARCHAR: UTF-8 text.</summary>
    Varchar = 17,

    /// <summary>BLOB: bytes.</summary>
    Blob = 18,

    /// <summary>DECIMAL(precision, scale): a scaled integer of 16, 32, 64 or 128 bits.</summary>
    Decimal = 19,

    /// <summary>TIMESTAMP_S: seconds since 1970-01-01.</summary>
    TimestampSeconds = 20,

    /// <summary>TIMESTAMP_MS: milliseconds since 1970-01-01.</summary>
    TimestampMilliseconds = 21,

    /// <summary>TIMESTAMP_NS: nanoseconds since 1970-01-01.</summary>
    TimestampNanoseconds = 22,

    /// <summary>ENUM: an index into a dictionary.</summary>
    Enum = 23,

    /// <summary>LIST: a run of elements in a child vector.</summary>
    List = 24,

    /// <summary>STRUCT: one child vector a field.</summary>
    Struct = 25,

    /// <summary>MAP: a list of key and value pairs.</summary>
    Map = 26,

    /// <summary>UUID: 128 bits.</summary>
    Uuid = 27,

    /// <summary>UNION: a tag and one of several members.</summary>
    Union = 28,

    /// <summary>BIT: a string of bits.</summary>
    Bit = 29,

    /// <summary>TIMETZ: time of day with an offset.</summary>
    TimeTz = 30,

    /// <summary>TIMESTAMPTZ: microseconds since 1970-01-01 UTC.</summary>
    TimestampTz = 31,

    /// <summary>UHUGEINT: 128 bits, unsigned.</summary>
    UHugeInt = 32,

    /// <summary>ARRAY: a fixed number of elements.</summary>
    Array = 33,

    /// <summary>ANY: only in function signatures.</summary>
    Any = 34,

    /// <summary>BIGNUM: an integer of any length.</summary>
    BigNum = 35,

    /// <summary>The type of a bare NULL.</summary>
    SqlNull = 36,

    /// <summary>The type of a text literal before it is bound.</summary>
    StringLiteral = 37,

    /// <summary>The type of an integer literal before it is bound.</summary>
    IntegerLiteral = 38,

    /// <summary>TIME_NS: nanoseconds since midnight.</summary>
    TimeNanoseconds = 39,

    /// <summary>GEOMETRY: well-known binary.</summary>
    Geometry = 40,

    /// <summary>VARIANT: a value that carries its own type.</summary>
    Variant = 41,
}
