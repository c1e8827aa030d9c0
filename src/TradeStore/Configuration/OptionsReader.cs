using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace TradeStore.Configuration;

/// <summary>
/// Reads a configuration into options and goes on after what it cannot read, so that one error can name everything that is wrong: the
/// binder of the framework stops at the first, and knows nothing of misspelt keys.
/// </summary>
internal static class OptionsReader
{
    /// <summary>Reads what the configuration has; what is wrong is left as it was and noted in <see cref="StoreOptions.Unreadable"/>.</summary>
    public static void Read(IConfiguration configuration, StoreOptions options) => Read(configuration, options, prefix: "", options.Unreadable);

    private static void Read(IConfiguration configuration, object target, string prefix, List<string> failures)
    {
        var properties = Properties(target.GetType());
        foreach (var section in configuration.GetChildren())
        {
            var name = prefix + section.Key;
            var property = Array.Find(properties, p => string.Equals(p.Name, section.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                failures.Add($"{name} is {Shown(section)}; there is no such option. There is: {string.Join(", ", properties.Select(p => prefix + p.Name))}.");
            }
            else if (!IsSection(property.PropertyType))
            {
                Set(section, target, property, prefix + property.Name, failures);
            }
            else if (!string.IsNullOrEmpty(section.Value))
            {
                failures.Add($"{prefix}{property.Name} is {Shown(section)}; it must be a section of options.");
            }
            else
            {
                Read(section, property.GetValue(target)!, $"{prefix}{property.Name}.", failures);
            }
        }
    }

    private static void Set(IConfigurationSection section, object target, PropertyInfo property, string name, List<string> failures)
    {
        if (section.GetChildren().Any())
        {
            failures.Add($"{name} is a section of its own; it must be {Form(property.PropertyType)}.");
        }
        else if (section.Value is not { } text)
        {
            // A null in a JSON file says nothing.
        }
        else if (Parse(property.PropertyType, text.Trim()) is { } value)
        {
            property.SetValue(target, value);
        }
        else
        {
            failures.Add($"{name} is {Shown(section)}; it must be {Form(property.PropertyType)}.");
        }
    }

    // What a configuration cannot express (a clock, a factory) is no option of it.
    private static PropertyInfo[] Properties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && (IsSection(p.PropertyType) || IsValue(p.PropertyType)))];

    private static bool IsSection(Type type) => type.Namespace == typeof(StoreOptions).Namespace && type.IsClass;

    private static bool IsValue(Type type) => type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(bool) || type == typeof(long) || type == typeof(int);

    private static object? Parse(Type type, string text)
    {
        if (type.IsEnum)
        {
            // By name only: a number would be taken whether it means anything or not.
            return Array.Find(Enum.GetNames(type), n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null;
        }

        // Each is boxed as what it is: a common type of all would be none of them.
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => text,
            TypeCode.Boolean => (object?)(bool.TryParse(text, out var flag) ? flag : null),
            TypeCode.Int32 => (object?)ParseInt32(text),
            TypeCode.Int64 => (object?)ParseInt64(text),
            _ => (object?)ParseTime(text),
        };
    }

    private static int? ParseInt32(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? ParseInt64(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "30" would be thirty days, and whoever writes it means seconds.
    private static TimeSpan? ParseTime(string text) =>
        text == "0" ? TimeSpan.Zero
        : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time
        : null;

    private static string Form(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(TimeSpan) ? "a time as hours:minutes:seconds (00:00:30), with days before a point (1.00:00:00)"
        : type == typeof(string) ? "a text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) ? $"a whole number of {int.MinValue} to {int.MaxValue}"
        : "a whole number";

    private static string Shown(IConfigurationSection section) => section.Value is { } value ? $"'{value}'" : "a section";
}
