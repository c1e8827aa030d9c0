using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>Binds an object's properties, or a dictionary's entries, to a statement's named parameters.</summary>
internal static class QueryParameters
{
    /// <exception cref="InvalidQueryException">A parameter has no value, or a value no parameter, or its type cannot be bound.</exception>
    public static void Bind(DuckDbStatement statement, object? parameters)
    {
        var values = Values(parameters);
        for (var i = 1; i <= statement.ParameterCount; i++)
        {
            var name = statement.ParameterName(i);
            if (!values.Remove(name, out var value))
            {
                throw new InvalidQueryException($"The statement's parameter ${name} has no value. Pass it as new {{ {name} = … }}, or in a dictionary: a trimmed application needs one.");
            }

            try
            {
                Bind(statement, i, name, value);
            }
            catch (EncoderFallbackException exception)
            {
                throw new InvalidQueryException($"The parameter ${name} is a text that is not valid Unicode (a lone surrogate).", exception);
            }
        }

        if (values.Count > 0)
        {
            throw new InvalidQueryException($"The statement has no parameter ${values.Keys.First()}. A parameter is written $name in the SQL.");
        }
    }

    /// <summary>Returns the values by name, whatever its case.</summary>
    /// <exception cref="InvalidQueryException">They have no names.</exception>
    public static Dictionary<string, object?> Values(object? parameters)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        switch (parameters)
        {
            case null:
                break;
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                foreach (var (name, value) in pairs)
                {
                    values[name.TrimStart('$')] = value;
                }

                break;
            case IEnumerable:
                throw new InvalidQueryException("Parameters are named: pass an object with a property for each, or a dictionary.");
            default:
                foreach (var property in Properties(parameters.GetType()))
                {
                    values[property.Name] = property.GetValue(parameters);
                }

                break;
        }

        return values;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A property that was trimmed is a parameter without a value, which is refused with a word on what to do: docs/packages.md.")]
    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0);

    private static void Bind(DuckDbStatement statement, int index, string name, object? value)
    {
        switch (value)
        {
            case null:
                statement.BindNull(index);
                break;
            case string text:
                statement.Bind(index, text);
                break;
            case bool flag:
                statement.Bind(index, flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                statement.Bind(index, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case float or double:
                statement.Bind(index, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case decimal number:
                statement.Bind(index, number);
                break;
            case DateTime time:
                statement.Bind(index, time.Kind == DateTimeKind.Utc
                    ? UtcTime.ToMicroseconds(time)
                    : throw new InvalidQueryException($"The parameter ${name} is a time of kind {time.Kind}; times are UTC."));
                break;
            case DateTimeOffset time:
                statement.Bind(index, UtcTime.ToMicroseconds(time.UtcDateTime));
                break;
            case DateOnly date:
                statement.Bind(index, date);
                break;
            case Guid id:
                statement.Bind(index, id);
                break;
            case Enum member:
                statement.Bind(index, SqlName.Find(member)
                    ?? throw new InvalidQueryException($"The parameter ${name} is {member.GetType().Name} {member}, which has no name that is stored: pass one of its members."));
                break;
            case IEnumerable<string> texts:
                statement.Bind(index, (IReadOnlyList<string?>)[.. texts]);
                break;
            default:
                throw new InvalidQueryException($"The parameter ${name} is a {value.GetType().Name}, which cannot be bound: pass a text, a whole number, a double, a decimal, a bool, a UTC DateTime, a DateTimeOffset, a DateOnly, a Guid, an enum or texts.");
        }
    }
}
