using System.Dynamic;
using TradeStore.Storage.Errors;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>Rows that have the columns' names: dictionaries, and objects for <c>dynamic</c>.</summary>
internal static class NamedRows
{
    /// <summary>Returns what makes the rows; <see langword="null"/> where a type is another one.</summary>
    /// <exception cref="InvalidQueryException">Two columns have one name.</exception>
    public static Action<ColumnValues[], int, List<T>>? Maker<T>(IReadOnlyList<ResultColumn> columns)
    {
        var type = typeof(T);
        var isDynamic = type == typeof(object) || type == typeof(ExpandoObject);
        if (!isDynamic && type != typeof(Dictionary<string, object?>) && type != typeof(IDictionary<string, object?>) && type != typeof(IReadOnlyDictionary<string, object?>))
        {
            return null;
        }

        if (columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new InvalidQueryException($"The statement returns {same.Count()} columns of the name {same.Key}; give them names of their own with AS.");
        }

        string[] names = [.. columns.Select(c => c.Name)];
        return (values, count, rows) =>
        {
            var objects = Array.ConvertAll(values, v => (ColumnValues<object?>)v);
            for (var row = 0; row < count; row++)
            {
                IDictionary<string, object?> made = isDynamic ? new ExpandoObject() : new Dictionary<string, object?>(names.Length, StringComparer.OrdinalIgnoreCase);
                for (var i = 0; i < names.Length; i++)
                {
                    made.Add(names[i], objects[i].Values[row]);
                }

                rows.Add((T)made);
            }
        };
    }
}
