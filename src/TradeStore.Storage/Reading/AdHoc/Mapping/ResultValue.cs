using DuckDB.NET.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>One value of a result.</summary>
internal static class ResultValue
{
    /// <exception cref="InvalidQueryException">No .NET type holds the value.</exception>
    public static object? Read(Vector vector, int row, string column)
    {
        try
        {
            return vector.Type.Id == DuckDBType.List && !vector.IsNull(row) ? Texts(vector, row) : BoxedValue.Read(vector, row);
        }
        catch (OverflowException exception)
        {
            throw new InvalidQueryException($"Column '{column}': {exception.Message} Cast it to DOUBLE or VARCHAR in the query, or round it.", exception);
        }
        catch (NotSupportedException exception)
        {
            throw new InvalidQueryException($"Column '{column}': {exception.Message}", exception);
        }
    }

    private static string?[] Texts(Vector vector, int row)
    {
        var child = vector.ListChild;
        if (child.Type.Id != DuckDBType.Varchar)
        {
            throw new NotSupportedException($"A {vector.Type.SqlName} cannot be read; lists of VARCHAR can, so cast it in the query.");
        }

        var entry = vector.ListEntries[row];
        var texts = new string?[(int)entry.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var at = (int)entry.Offset + i;
            texts[i] = child.IsNull(at) ? null : child.GetString(at);
        }

        return texts;
    }
}
