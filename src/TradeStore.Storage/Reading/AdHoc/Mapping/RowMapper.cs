using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>
/// Makes rows of a result: a value of its only column, a tuple of all columns by their places, a row with their names, or an object whose constructor parameters or properties have the columns' names
/// (<c>close_price</c> is <c>ClosePrice</c>; of a row type of the store's tables the names that its table has). What is read how is found out once a statement, and what makes the rows compiled once a type.
/// </summary>
internal sealed class RowMapper<[DynamicallyAccessedMembers(RowTypes.Members)] T>
{
    private readonly ColumnValues[] _values;
    private readonly int[] _columns;
    private readonly Action<ColumnValues[], int, List<T>> _make;
    private readonly NamedMember<T>[] _named;

    private RowMapper(int[] columns, ColumnValues[] values, Action<ColumnValues[], int, List<T>> make, params NamedMember<T>[] named)
    {
        _columns = columns;
        _values = values;
        _make = make;
        _named = named;
    }

    private RowMapper(IReadOnlyList<ResultColumn> columns, IEnumerable<RowPart> parts, Action<ColumnValues[], int, List<T>> make, params NamedMember<T>[] named)
        : this([.. parts.Select(p => p.Column)], [.. parts.Select(p => ValueReading.Of(columns[p.Column], p.Type))], make, named)
    {
    }

    /// <exception cref="InvalidQueryException">The columns do not fit <typeparamref name="T"/>.</exception>
    public static RowMapper<T> For(IReadOnlyList<ResultColumn> columns, TableCatalog catalog) =>
        ValueConversion.IsValue(typeof(T)) ? OfValues(columns)
        : NamedRows.Maker<T>(columns) is { } named ? new([.. Enumerable.Range(0, columns.Count)], [.. columns.Select(c => new ObjectValues(c, c.Type, isNullable: true))], named)
        : TupleType.Is(typeof(T)) ? OfTuples(columns)
        : OfObjects(columns, catalog);

    /// <summary>Adds the rows of a chunk to a list.</summary>
    /// <exception cref="InvalidQueryException">A value does not fit its place.</exception>
    public void Read(DataChunk chunk, List<T> rows)
    {
        var count = chunk.RowCount;
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i].Read(chunk.GetVector(_columns[i]), count);
        }

        var first = rows.Count;
        _make(_values, count, rows);
        foreach (var named in _named)
        {
            named.Set(_values[named.Part], rows, first);
        }
    }

    private static RowMapper<T> OfValues(IReadOnlyList<ResultColumn> columns)
    {
        if (columns.Count != 1)
        {
            throw new InvalidQueryException($"The statement returns {RowTypes.Text(columns)}; a {RowTypes.Text(typeof(T))} takes one.");
        }

        return new(columns, [new RowPart(0, typeof(T))], static (values, count, rows) =>
        {
            if (values[0] is ColumnValues<T> exact)
            {
                rows.AddRange(exact.Values.AsSpan(0, count));
                return;
            }

            foreach (var value in ((ColumnValues<object?>)values[0]).Values.AsSpan(0, count))
            {
                rows.Add((T)value!);
            }
        });
    }

    private static RowMapper<T> OfTuples(IReadOnlyList<ResultColumn> columns)
    {
        var types = TupleType.Elements(typeof(T));
        if (types.Count != columns.Count)
        {
            throw new InvalidQueryException(
                $"The statement returns {RowTypes.Text(columns)}; the tuple ({string.Join(", ", types.Select(RowTypes.Text))}) takes {types.Count}. A tuple's elements are the columns by their places.");
        }

        if (types.FirstOrDefault(t => t != typeof(object) && !ValueConversion.IsValue(t)) is { } other)
        {
            throw new InvalidQueryException($"An element of a tuple is one column's value; a {RowTypes.Text(other)} is none.");
        }

        return new(columns, types.Select((t, i) => new RowPart(i, t)), RowCompiler<T>.Tuples());
    }

    private static RowMapper<T> OfObjects(IReadOnlyList<ResultColumn> columns, TableCatalog catalog)
    {
        var layout = RowLayout.Of(typeof(T), columns, catalog);
        var named = layout.Named.Select((n, i) => new NamedMember<T>(n.Member, layout.Parts.Count - layout.Named.Count + i, columns[n.Column].Name));
        return new(columns, layout.Parts, RowCompiler<T>.Objects(layout), [.. named]);
    }
}
