using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace TradeStore.Storage.Schema;

/// <summary>
/// The names under which enums are stored: a member's own name in lower case, its words joined by underscores (<c>StopLimit</c> is
/// <c>stop_limit</c>), or the one that its <see cref="StoredAsAttribute"/> gives it. A member <c>None</c> of the number 0 stands for 'not given' and has no name.
/// </summary>
public static class SqlName
{
    /// <summary>Returns the name of a value.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="value">A member other than <c>None</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is <c>None</c> or no member of the enum.</exception>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => EnumSqlNames<TEnum>.Find(value)
            ?? throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{typeof(TEnum).Name} has no such name. It has: {string.Join(", ", EnumSqlNames<TEnum>.All)}.");

    /// <summary>Finds the value with a name.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    /// <param name="name">A name such as <c>stop_limit</c>, in this very spelling.</param>
    /// <param name="value">The value found, otherwise the default.</param>
    public static bool TryParse<TEnum>(string? name, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return name is not null && EnumSqlNames<TEnum>.TryFind(name, out value);
    }

    /// <summary>Returns the names of all values but <c>None</c>, in the order of their numbers.</summary>
    /// <typeparam name="TEnum">The enum.</typeparam>
    public static IReadOnlyList<string> All<TEnum>()
        where TEnum : struct, Enum => EnumSqlNames<TEnum>.All;

    /// <summary>Returns the name of a value of any enum; <see langword="null"/> where it has none.</summary>
    internal static string? Find(Enum value) => Untyped(value.GetType()).Find(value);

    /// <summary>Returns the value of an enum with a name, as it is stored or as it stands in C#.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static object Parse(Type type, string name) => Untyped(type).Find(name) ?? Enum.Parse(type, name, ignoreCase: true);

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(EnumText<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "The constructor is kept by the dependency; an enum has none that could be missing.")]
    private static IEnumText Untyped(Type type) => Texts.GetOrAdd(type, static t => (IEnumText)Activator.CreateInstance(typeof(EnumText<>).MakeGenericType(t))!);

    private static ConcurrentDictionary<Type, IEnumText> Texts { get; } = [];

    private interface IEnumText
    {
        public string? Find(Enum value);

        public object? Find(string name);
    }

    private sealed class EnumText<TEnum> : IEnumText
        where TEnum : struct, Enum
    {
        public string? Find(Enum value) => EnumSqlNames<TEnum>.Find((TEnum)value);

        public object? Find(string name) => EnumSqlNames<TEnum>.TryFind(name, out var value) ? value : null;
    }

    /// <summary>Returns a name in C# as SQL has it: lower case, an underscore before each capital but the first.</summary>
    internal static string FromPascalCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}

/// <summary>The name under which a member of an enum is stored, where it is not the member's own (<see cref="SqlName"/>): a member that has one may be renamed.</summary>
/// <param name="name">The name: unique among the members of the enum, not empty.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StoredAsAttribute(string name) : Attribute
{
    /// <summary>Gets the name.</summary>
    public string Name => name;
}
