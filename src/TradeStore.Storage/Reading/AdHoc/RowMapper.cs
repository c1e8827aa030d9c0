using System.Reflection;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>
/// Makes rows of a result: a scalar of its only column, or an object whose constructor parameters or properties have the columns' names
/// (<c>close_price</c> is <c>ClosePrice</c>).
/// </summary>
internal sealed class RowMapper<T>
{
    private readonly Func<object?[], T> _make;
    private readonly string[] _names;

    private RowMapper(Func<object?[], T> make, string[] names)
    {
        _make = make;
        _names = names;
    }

    /// <exception cref="InvalidQueryException">The columns do not fit <typeparamref name="T"/>.</exception>
    public static RowMapper<T> For(DuckDbResult result)
    {
        var names = Enumerable.Range(0, result.ColumnCount).Select(i => result.ColumnName(i)).ToArray();
        if (ValueConversion.IsScalar(typeof(T)))
        {
            return names.Length == 1
                ? new(values => (T)ValueConversion.To(typeof(T), values[0], names[0])!, names)
                : throw new InvalidQueryException($"The statement returns {names.Length} columns ({string.Join(", ", names)}); a {typeof(T).Name} takes one.");
        }

        var constructors = typeof(T).GetConstructors().OrderByDescending(c => c.GetParameters().Length).ToList();
        return constructors.Find(c => c.GetParameters() is { Length: > 0 } parameters && parameters.All(p => Find(names, p.Name!) >= 0)) is { } constructor
            ? new(ByConstructor(constructor, names), names)
            : new(ByProperties(names), names);
    }

    public void Read(DataChunk chunk, List<T> rows)
    {
        var values = new object?[chunk.ColumnCount];
        for (var row = 0; row < chunk.RowCount; row++)
        {
            for (var column = 0; column < values.Length; column++)
            {
                values[column] = ResultValue.Read(chunk.GetVector(column), row, _names[column]);
            }

            rows.Add(_make(values));
        }
    }

    private static Func<object?[], T> ByConstructor(ConstructorInfo constructor, string[] names)
    {
        var parameters = constructor.GetParameters();
        var columns = Array.ConvertAll(parameters, p => Find(names, p.Name!));
        var properties = Setters(names).Where(s => !columns.Contains(s.Column)).ToList();
        if (names.Where((_, i) => !columns.Contains(i) && properties.TrueForAll(p => p.Column != i)).ToList() is { Count: > 0 } unknown)
        {
            throw new InvalidQueryException($"{typeof(T).Name} has no constructor parameter and no property for {string.Join(", ", unknown)}.");
        }

        return values =>
        {
            var arguments = new object?[parameters.Length];
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i] = ValueConversion.To(parameters[i].ParameterType, values[columns[i]], names[columns[i]]);
            }

            var row = constructor.Invoke(arguments);
            Set(row, properties, values, names);
            return (T)row;
        };
    }

    private static Func<object?[], T> ByProperties(string[] names)
    {
        var properties = Setters(names);
        var unknown = names.Where((_, i) => properties.TrueForAll(p => p.Column != i)).ToList();
        if (unknown.Count > 0 || typeof(T).GetConstructor(Type.EmptyTypes) is null)
        {
            throw new InvalidQueryException(
                $"{typeof(T).Name} has no constructor for the columns {string.Join(", ", names)}, and no property for {(unknown.Count > 0 ? string.Join(", ", unknown) : "them without one")}.");
        }

        return values =>
        {
            object row = Activator.CreateInstance<T>()!;
            Set(row, properties, values, names);
            return (T)row;
        };
    }

    private static List<(PropertyInfo Property, int Column)> Setters(string[] names) =>
        [.. typeof(T).GetProperties().Where(p => p.CanWrite).Select(p => (p, Find(names, p.Name))).Where(p => p.Item2 >= 0)];

    private static void Set(object row, List<(PropertyInfo Property, int Column)> properties, object?[] values, string[] names)
    {
        foreach (var (property, column) in properties)
        {
            property.SetValue(row, ValueConversion.To(property.PropertyType, values[column], names[column]));
        }
    }

    private static int Find(string[] names, string member) =>
        Array.FindIndex(names, n => string.Equals(n.Replace("_", "", StringComparison.Ordinal), member, StringComparison.OrdinalIgnoreCase));
}
