using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Vectors;

/// <summary>A type to make chunks and appenders of. It may be disposed as soon as they are made.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the names of SQL.")]
public sealed class LogicalType : IDisposable
{
    private readonly LogicalTypeHandle _handle;

    private LogicalType(nint handle)
    {
        _handle = new LogicalTypeHandle(handle);
        ColumnType = DuckDbColumnType.Of(_handle);
        if (ColumnType.Id == DuckDbTypeId.Invalid)
        {
            _handle.Dispose();
            throw new ArgumentException("DuckDB makes no such type by itself.", nameof(handle));
        }
    }

    /// <summary>BOOLEAN.</summary>
    public static LogicalType Boolean => Of(DuckDbTypeId.Boolean);

    /// <summary>INTEGER.</summary>
    public static LogicalType Integer => Of(DuckDbTypeId.Integer);

    /// <summary>BIGINT.</summary>
    public static LogicalType BigInt => Of(DuckDbTypeId.BigInt);

    /// <summary>DOUBLE.</summary>
    public static LogicalType Double => Of(DuckDbTypeId.Double);

    /// <summary>TIMESTAMP.</summary>
    public static LogicalType Timestamp => Of(DuckDbTypeId.Timestamp);

    /// <summary>DATE.</summary>
    public static LogicalType Date => Of(DuckDbTypeId.Date);

    /// <summary>UUID.</summary>
    public static LogicalType Uuid => Of(DuckDbTypeId.Uuid);

    /// <summary>VARCHAR.</summary>
    public static LogicalType Varchar => Of(DuckDbTypeId.Varchar);

    /// <summary>
    /// JSON. DuckDB takes what is in such a chunk for valid JSON and does not look, and neither does it look at what is in a
    /// <see cref="Varchar"/> chunk appended to a JSON column: check it before.
    /// </summary>
    public static LogicalType Json
    {
        get
        {
            var type = Of(DuckDbTypeId.Varchar);
            NativeMethods.duckdb_logical_type_set_alias(type._handle, "JSON");
            type.ColumnType = DuckDbColumnType.Of(type._handle);
            return type;
        }
    }

    /// <summary>What the type is.</summary>
    public DuckDbColumnType ColumnType { get; private set; }

    /// <summary>A type that needs nothing but its id.</summary>
    /// <exception cref="ArgumentException">The type needs more (DECIMAL, LIST, ENUM, STRUCT …).</exception>
    public static LogicalType Of(DuckDbTypeId id)
    {
        DuckDbLibrary.EnsureSupported();
        return new LogicalType(NativeMethods.duckdb_create_logical_type(id));
    }

    /// <summary>DECIMAL(<paramref name="precision"/>, <paramref name="scale"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The precision is not 1 to 38, or the scale is above the precision.</exception>
    public static LogicalType Decimal(byte precision, byte scale)
    {
        DuckDbLibrary.EnsureSupported();
        ArgumentOutOfRangeException.ThrowIfZero(precision);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, (byte)38);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new LogicalType(NativeMethods.duckdb_create_decimal_type(precision, scale));
    }

    /// <summary>A LIST of <paramref name="elementType"/>, which stays the caller's to dispose.</summary>
    public static LogicalType ListOf(LogicalType elementType)
    {
        ArgumentNullException.ThrowIfNull(elementType);
        return new LogicalType(NativeMethods.duckdb_create_list_type(elementType._handle));
    }

    /// <summary>The type of a column.</summary>
    /// <exception cref="ArgumentException">The column type does not say enough (ENUM, STRUCT, a list of lists …).</exception>
    public static LogicalType FromColumnType(DuckDbColumnType columnType)
    {
        switch (columnType.Id)
        {
            case DuckDbTypeId.Decimal:
                return Decimal(columnType.Precision, columnType.Scale);
            case DuckDbTypeId.Varchar when columnType.IsJson:
                return Json;
            case DuckDbTypeId.List:
                using (var element = FromColumnType(columnType.ElementType))
                {
                    return ListOf(element);
                }

            default:
                return Of(columnType.Id);
        }
    }

    /// <summary>Frees the type.</summary>
    public void Dispose() => _handle.Dispose();

    /// <summary>Lends the handles of all types for one call.</summary>
    internal static unsafe T WithHandles<T>(IReadOnlyList<LogicalType> types, Func<nint, T> use)
    {
        var pointers = new nint[types.Count];
        var held = 0;
        try
        {
            for (; held < pointers.Length; held++)
            {
                var added = false;
                types[held]._handle.DangerousAddRef(ref added);
                pointers[held] = types[held]._handle.DangerousGetHandle();
            }

            fixed (nint* first = pointers)
            {
                return use((nint)first);
            }
        }
        finally
        {
            for (var index = 0; index < held; index++)
            {
                types[index]._handle.DangerousRelease();
            }
        }
    }
}
