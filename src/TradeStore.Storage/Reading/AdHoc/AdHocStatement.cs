using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Reading.AdHoc.Mapping;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A statement over the logical tables, its parameters, and its rows when it has run.</summary>
internal abstract class AdHocStatement(string sql, object? parameters)
{
    public string Sql => sql;

    public object? Parameters => parameters;

    /// <summary>Gets how many rows it has returned.</summary>
    public abstract int RowCount { get; }

    /// <summary>Reads the rows.</summary>
    public abstract void Read(DuckDbResult result, TableCatalog catalog);
}

/// <typeparam name="T">What a row becomes.</typeparam>
/// <inheritdoc cref="AdHocStatement"/>
internal sealed class AdHocStatement<[DynamicallyAccessedMembers(RowTypes.Members)] T>(string sql, object? parameters) : AdHocStatement(sql, parameters)
{
    private readonly List<T> _rows = [];

    public IReadOnlyList<T> Rows => _rows;

    public override int RowCount => _rows.Count;

    public override void Read(DuckDbResult result, TableCatalog catalog)
    {
        var mapper = RowMapper<T>.For(ResultColumn.Of(result), catalog);
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                mapper.Read(chunk, _rows);
            }
        }
    }
}
