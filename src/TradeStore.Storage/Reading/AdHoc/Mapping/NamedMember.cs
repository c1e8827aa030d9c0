using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>Sets a member of rows whose values a table's declaration has as names.</summary>
/// <param name="member">The member.</param>
/// <param name="part">Which of the values that are read it is made of.</param>
/// <param name="column">The name of the column.</param>
internal sealed class NamedMember<T>(StoredMember member, int part, string column)
{
    private readonly Action<T, string> _set = (Action<T, string>)member.SetText!;

    public int Part => part;

    /// <exception cref="InvalidQueryException">A name is none of the declaration's, or a value is missing that cannot.</exception>
    public void Set(ColumnValues values, List<T> rows, int first)
    {
        var texts = ((ColumnValues<string?>)values).Values;
        for (var row = first; row < rows.Count; row++)
        {
            if (texts[row - first] is not { } text)
            {
                ValueConversion.To(member.Property.PropertyType, value: null, column);
                continue;
            }

            try
            {
                _set(rows[row], text);
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
            {
                throw new InvalidQueryException($"Column '{column}' holds '{text}', which does not fit {member.Property.Name} of {typeof(T).Name}: {exception.Message}", exception);
            }
        }
    }
}
