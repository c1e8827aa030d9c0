using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A column of a statement's result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stored">Its type to the engine.</param>
/// <param name="Type">The .NET type of its values.</param>
internal sealed record ResultColumn(string Name, DuckDbColumnType Stored, Type Type)
{
    /// <exception cref="InvalidQueryException">No .NET type holds the values of a column.</exception>
    public static IReadOnlyList<ResultColumn> Of(DuckDbResult result) =>
        [.. Enumerable.Range(0, result.ColumnCount).Select(i => new ResultColumn(result.ColumnName(i), result.ColumnType(i), TypeOf(result.ColumnName(i), result.ColumnType(i))))];

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
