using System.Reflection;
using System.Runtime.CompilerServices;

namespace TradeStore.Tests.Conventions;

/// <summary>An assembly's public surface as lines of text, in an order that does not change.</summary>
internal static class ApiText
{
    public static List<string> Of(Assembly assembly) => [.. assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(Lines)];

    private static IEnumerable<string> Lines(Type type)
    {
        var interfaces = type.IsEnum ? [] : type.GetInterfaces().Where(i => i.IsPublic && !i.IsGenericType);
        var bases = interfaces.Prepend(type.BaseType).OfType<Type>().Where(t => t != typeof(object) && t != typeof(ValueType) && t != typeof(Enum))
            .Select(Name).Order(StringComparer.Ordinal);
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        yield return $"{type.Namespace}.{Name(type)}: {kind} {string.Join(", ", bases)}".TrimEnd();
        foreach (var member in Members(type).Order(StringComparer.Ordinal))
        {
            yield return $"    {member}";
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n))}");
        }

        var constructors = type.GetConstructors(Declared).Where(IsVisible).Where(c => !IsMadeByTheCompiler(c)).Select(c => $"new({Parameters(c)})");
        var properties = type.GetProperties(Declared).Where(p => p.Name != "EqualityContract" && p.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property);
        var methods = type.GetMethods(Declared).Where(m => !m.IsSpecialName && IsVisible(m) && !IsMadeByTheCompiler(m))
            .Select(m => $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)} {m.Name}{Generic(m)}({Parameters(m)})");
        return [.. constructors, .. properties, .. methods];
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What every record has says nothing about this one.
    private static bool IsMadeByTheCompiler(MethodBase method) => method.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible)
            .Select(a => a.ReturnType != typeof(void) ? "get;" : a.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;");
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        return $"{required}{Name(property.PropertyType)} {property.Name} {{ {string.Join(' ', accessors)} }}";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = default" : "")}"));

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } bare
        ? $"{Name(bare)}?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
