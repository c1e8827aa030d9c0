using System.Collections.Frozen;

namespace TradeStore.Schema;

/// <summary>The names of one enum, worked out once.</summary>
internal static class EnumSqlNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly (TEnum Value, string Name)[] Members =
        [.. Enum.GetValues<TEnum>().Distinct().Where(v => !IsNone(v)).Select(v => (v, SqlName.FromPascalCase(Enum.GetName(v)!)))];

    private static readonly FrozenDictionary<TEnum, string> Names = Members.ToFrozenDictionary(m => m.Value, m => m.Name);
    private static readonly FrozenDictionary<string, TEnum> Values = Members.ToFrozenDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Members.Select(m => m.Name)];

    public static string? Find(TEnum value) => Names.GetValueOrDefault(value);

    public static bool TryFind(string name, out TEnum value) => Values.TryGetValue(name, out value);

    /// <summary>Returns the name; a value that has none is shown as it is, so that an error says what the caller passed.</summary>
    public static string Text(TEnum value) => Find(value) ?? value.ToString();

    /// <exception cref="FormatException">No member has the name.</exception>
    public static TEnum Parse(string name) => TryFind(name, out var value)
        ? value
        : throw new FormatException($"'{name}' is not a {typeof(TEnum).Name}. It has: {string.Join(", ", All)}.");

    private static bool IsNone(TEnum value) => EqualityComparer<TEnum>.Default.Equals(value, default) && Enum.GetName(value) == "None";
}
