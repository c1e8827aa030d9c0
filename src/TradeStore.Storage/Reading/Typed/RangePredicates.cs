namespace TradeStore.Storage.Reading.Typed;

/// <summary>Ranges in predicates of typed queries; they work on rows in memory as well.</summary>
public static class RangePredicates
{
    /// <summary>Tells whether a value lies in a range of which both ends are part.</summary>
    /// <typeparam name="T">A number, a time or the like.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="first">The lowest value of the range.</param>
    /// <param name="last">The highest value of the range; with one below <paramref name="first"/> the range is empty.</param>
    public static bool Between<T>(this T value, T first, T last)
        where T : struct, IComparable<T> => value.CompareTo(first) >= 0 && value.CompareTo(last) <= 0;

    /// <summary>Tells whether a value is there and lies in a range of which both ends are part.</summary>
    /// <typeparam name="T">A number, a time or the like.</typeparam>
    /// <param name="value">The value; a missing one lies in no range.</param>
    /// <param name="first">The lowest value of the range.</param>
    /// <param name="last">The highest value of the range; with one below <paramref name="first"/> the range is empty.</param>
    public static bool Between<T>(this T? value, T first, T last)
        where T : struct, IComparable<T> => value is { } present && present.Between(first, last);
}
