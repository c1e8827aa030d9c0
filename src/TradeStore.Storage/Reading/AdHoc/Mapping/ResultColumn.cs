using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>A column of a statement's result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stored">Its type to the engine.</param>
internal sealed record ResultColumn(string Name, DuckDbColumnType Stored)
{
    /// <summary>Gets a value indicating whether its values are texts.</summary>
    public bool IsText => Stored.Id == DuckDBType.Varchar;

    /// <summary>Gets the .NET type of its values where the caller does not say which.</summary>
    /// <exception cref="InvalidQueryException">No .NET type holds them.</exception>
    public Type Type { get => field ??= TypeOf(Name, Stored); }

    public static IReadOnlyList<ResultColumn> Of(DuckDbResult result) =>
        [.. Enumerable.Range(0, result.ColumnCount).Select(i => new ResultColumn(result.ColumnName(i), result.ColumnType(i)))];

    // Sums of whole numbers have 128 bits; ADO.NET has no wider number than decimal.
    private static Type TypeOf(string name, DuckDbColumnType stored) => stored.Id switch
    {
        DuckDBType.Boolean => typeof(bool),
        DuckDBType.TinyInt => typeof(sbyte),
        DuckDBType.SmallInt => typeof(short),
        DuckDBType.Integer or DuckDBType.SqlNull => typeof(int),
        DuckDBType.BigInt => typeof(long),
        DuckDBType.UnsignedTinyInt => typeof(byte),
        DuckDBType.UnsignedSmallInt => typeof(ushort),
        DuckDBType.UnsignedInteger => typeof(uint),
        DuckDBType.UnsignedBigInt => typeof(ulong),
        DuckDBType.HugeInt or DuckDBType.UnsignedHugeInt or DuckDBType.Decimal => typeof(decimal),
        DuckDBType.Float => typeof(float),
        DuckDBType.Double => typeof(double),
        DuckDBType.Timestamp or DuckDBType.TimestampTz => typeof(DateTime),
        DuckDBType.Date => typeof(DateOnly),
        DuckDBType.Uuid => typeof(Guid),
        DuckDBType.Varchar => typeof(string),
        DuckDBType.List when stored.ElementId == DuckDBType.Varchar => typeof(string[]),
        _ => throw new InvalidQueryException($"Column '{name}' is a {stored.SqlName}, which cannot be read as one value; cast it in the query, to VARCHAR for instance."),
    };
}

/// <summary>The columns of a command's result, once they are known.</summary>
internal sealed class DescribedColumns
{
    /// <summary>Gets the columns: there when the first rows are, or it is known that there are none.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    /// <exception cref="InvalidQueryException">No .NET type holds the values of a column.</exception>
    public void Describe(IReadOnlyList<ResultColumn> columns)
    {
        foreach (var column in columns)
        {
            _ = column.Type;
        }

        Columns = columns;
    }
}
