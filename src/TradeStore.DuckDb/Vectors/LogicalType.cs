using System.Diagnostics.CodeAnalysis;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;

namespace TradeStore.DuckDb.Vectors;

/// <summary>A type to make chunks and appenders of. It may be disposed as soon as they are made.</summary>
public sealed class LogicalType : IDisposable
{
    private readonly DuckDBLogicalType _handle;

    private LogicalType(DuckDBLogicalType handle)
    {
        _handle = handle;
        ColumnType = DuckDbColumnType.Of(_handle);
        if (ColumnType.Id == DuckDBType.Invalid)
        {
            _handle.Dispose();
            throw new ArgumentException("DuckDB makes no such type by itself.", nameof(handle));
        }
    }

    /// <summary>
    /// JSON. DuckDB takes what is in such a chunk for valid JSON and does not look, and neither does it look at what is in a
    /// VARCHAR chunk appended to a JSON column: check it before.
    /// </summary>
    public static LogicalType Json
    {
        get
        {
            DuckDbLibrary.EnsureSupported();
            var handle = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);
            MissingImports.duckdb_logical_type_set_alias(handle, "JSON");
            return new LogicalType(handle);
        }
    }

    /// <summary>What the type is.</summary>
    public DuckDbColumnType ColumnType { get; }

    /// <summary>A type that needs nothing but its id.</summary>
    /// <exception cref="ArgumentException">The type needs more (DECIMAL, LIST, ENUM, STRUCT …).</exception>
    public static LogicalType Of(DuckDBType id)
    {
        DuckDbLibrary.EnsureSupported();
        return new LogicalType(NativeMethods.LogicalType.DuckDBCreateLogicalType(id));
    }

    /// <summary>DECIMAL(<paramref name="precision"/>, <paramref name="scale"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The precision is not 1 to 38, or the scale is above the precision.</exception>
    [SuppressMessage("Naming", "CA1720", Justification = "This is the name of SQL.")]
    public static LogicalType Decimal(byte precision, byte scale)
    {
        DuckDbLibrary.EnsureSupported();
        ArgumentOutOfRangeException.ThrowIfZero(precision);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, (byte)38);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, precision);
        return new LogicalType(NativeMethods.LogicalType.DuckDBCreateDecimalType(precision, scale));
    }

    /// <summary>A LIST of <paramref name="elementType"/>, which stays the caller's to dispose.</summary>
    public static LogicalType ListOf(LogicalType elementType)
    {
        ArgumentNullException.ThrowIfNull(elementType);
        return new LogicalType(NativeMethods.LogicalType.DuckDBCreateListType(elementType._handle));
    }

    /// <summary>The type of a column.</summary>
    /// <exception cref="ArgumentException">The column type does not say enough (ENUM, STRUCT, a list of lists …).</exception>
    public static LogicalType FromColumnType(DuckDbColumnType columnType)
    {
        switch (columnType.Id)
        {
            case DuckDBType.Decimal:
                return Decimal(columnType.Precision, columnType.Scale);
            case DuckDBType.Varchar when columnType.IsJson:
                return Json;
            case DuckDBType.List:
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
    internal static T WithHandles<T>(IReadOnlyList<LogicalType> types, Func<nint[], T> use)
    {
        var held = new List<DuckDBLogicalType>(types.Count);
        try
        {
            foreach (var type in types)
            {
                held.Add(Handles.Hold(type._handle));
            }

            return use([.. held.Select(static handle => handle.DangerousGetHandle())]);
        }
        finally
        {
            held.ForEach(static handle => handle.DangerousRelease());
        }
    }
}
