using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Configuration;

/// <summary>Checks that a value lies within a range, and says which option does not.</summary>
internal static class RangeCheck
{
    private const string Root = "options.";

    /// <summary>Adds a failure that names the option, its value and the range when the value is outside.</summary>
    /// <param name="failures">The failures so far.</param>
    /// <param name="value">The value.</param>
    /// <param name="lowest">The lowest value allowed.</param>
    /// <param name="highest">The highest value allowed.</param>
    /// <param name="option">The option; by default what the value is read from, <c>options.</c> left out.</param>
    public static void Add<T>(List<string> failures, T value, T lowest, T highest, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
        {
            var name = option.StartsWith(Root, StringComparison.Ordinal) ? option[Root.Length..] : option;
            failures.Add(FormattableString.Invariant($"{name} is {value}; it must be between {lowest} and {highest}."));
        }
    }
}
