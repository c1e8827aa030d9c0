using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Reading.AdHoc.Mapping;

/// <summary>What is asked of the types that rows become.</summary>
internal static class RowTypes
{
    /// <summary>What a trimmed application has to keep of them.</summary>
    public const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>Returns a type as C# has it, near enough for an error.</summary>
    public static string Text(Type type) =>
        Nullable.GetUnderlyingType(type) is { } bare ? $"{Text(bare)}?"
        : TupleType.Is(type) ? $"({string.Join(", ", TupleType.Elements(type).Select(Text))})"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Text))}>"
        : type.Name;

    /// <summary>Returns how many columns there are, and which.</summary>
    public static string Text(IReadOnlyCollection<ResultColumn> columns) =>
        $"{columns.Count} {(columns.Count == 1 ? "column" : "columns")} ({string.Join(", ", columns.Select(c => c.Name))})";
}

/// <summary>Value tuples: of more than seven elements the last is a tuple of the rest.</summary>
internal static class TupleType
{
    public static bool Is(Type type) => type is { IsValueType: true, IsGenericType: true } && type.IsAssignableTo(typeof(ITuple));

    /// <summary>Returns the types of the elements, those of tuples in the tuple in their places.</summary>
    public static IReadOnlyList<Type> Elements(Type tuple) => [.. tuple.GetGenericArguments().SelectMany(t => Is(t) ? Elements(t) : [t])];
}
