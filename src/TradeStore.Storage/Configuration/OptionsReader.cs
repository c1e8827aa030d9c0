using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Configuration;

/// <summary>
/// Reads a configuration into options and goes on after what it cannot read, so that one error can name everything that is wrong: the
/// binder of the framework stops at the first, and knows nothing of misspelt keys.
/// </summary>
internal static class OptionsReader
{
    private const string Never = "never";

    /// <summary>Reads what the configuration has; what is wrong is left as it was and noted in <see cref="StorageOptions.Unreadable"/>.</summary>
    public static void Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(IConfiguration configuration, TOptions options)
        where TOptions : StorageOptions => Read(configuration, options, prefix: "", options);

    /// <summary>Makes options of what a configuration has.</summary>
    /// <exception cref="InvalidConfigurationException">A key is not an option, or a value cannot be read or is out of range.</exception>
    public static TOptions Make<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(IConfiguration section)
        where TOptions : StorageOptions, new()
    {
        ArgumentNullException.ThrowIfNull(section);
        var options = new TOptions();
        Read(section, options);
        options.ThrowIfInvalid();
        return options;
    }

    private static void Read(IConfiguration configuration, object target, string prefix, StorageOptions options)
    {
        var failures = options.Unreadable;
        var properties = Properties(target.GetType());

        // Values come before sections: a preset before the policies that vary it.
        foreach (var section in configuration.GetChildren().OrderBy(c => c.GetChildren().Any()))
        {
            var name = prefix + section.Key;
            var property = Array.Find(properties, p => string.Equals(p.Name, section.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                failures.Add($"{name} is {Shown(section)}; there is no such option. There is: {string.Join(", ", properties.Select(p => prefix + p.Name))}.");
            }
            else if (property.PropertyType == typeof(IList<QuietWindow>))
            {
                ReadWindows(section, (IList<QuietWindow>)property.GetValue(target)!, prefix + property.Name, failures);
            }
            else if (property.PropertyType == typeof(IDictionary<string, TierPolicy>))
            {
                ReadPolicies(section, (TieringOptions)target, prefix + property.Name, options);
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
                Read(section, property.GetValue(target)!, $"{prefix}{property.Name}.", options);
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
        else if (property.PropertyType == typeof(TimeSpan?) && string.Equals(text.Trim(), Never, StringComparison.OrdinalIgnoreCase))
        {
            property.SetValue(target, value: null);
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

    // One text with commas is what an environment variable can say; a later configuration takes the place of an earlier one.
    private static void ReadWindows(IConfigurationSection section, IList<QuietWindow> windows, string name, List<string> failures)
    {
        windows.Clear();
        var texts = section.Value is { } all ? all.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : section.GetChildren().Select(c => c.Value);
        foreach (var text in texts)
        {
            if (QuietWindow.TryParse(text, out var window))
            {
                windows.Add(window);
            }
            else
            {
                failures.Add($"{name} is '{text}'; it must be times of the day in UTC like 22:00-06:00.");
            }
        }
    }

    private static void ReadPolicies(IConfigurationSection section, TieringOptions tiering, string name, StorageOptions options)
    {
        var failures = options.Unreadable;
        if (!string.IsNullOrEmpty(section.Value))
        {
            failures.Add($"{name} is {Shown(section)}; it must be a section of tables.");
        }

        foreach (var table in section.GetChildren())
        {
            if (!string.IsNullOrEmpty(table.Value))
            {
                failures.Add($"{name}.{table.Key} is {Shown(table)}; it must be a section of options.");
                continue;
            }

            // What is left out is as the preset has it; a table's name is as it stands in SQL, whatever the case of the key.
            var key = table.Key.ToLowerInvariant();
            var aging = options.BuiltInTables.FirstOrDefault(t => t.Name == key)?.Aging ?? Aging.Standard;
            var policy = tiering.PolicyOf(key, aging) with { };
            Read(table, policy, $"{name}.{table.Key}.", options);
            tiering.Tables[key] = policy;
        }
    }

    // What a configuration cannot express (a clock, a factory) is no option of it.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(EngineOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(WritingOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(ReaderOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(DiagnosticsOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(IngestOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(JournalOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(TieringOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(TierPolicy))]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Options are kept by the callers' type parameters, and their sections by the dependencies.")]
    private static PropertyInfo[] Properties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => IsCollection(p.PropertyType) || (p.CanWrite && (IsSection(p.PropertyType) || IsValue(p.PropertyType))))];

    private static bool IsCollection(Type type) => type == typeof(IList<QuietWindow>) || type == typeof(IDictionary<string, TierPolicy>);

    private static bool IsSection(Type type) => type.IsClass && type.Namespace?.EndsWith(".Configuration", StringComparison.Ordinal) == true;

    private static bool IsValue(Type type) => 
        Bare(type).IsEnum || Bare(type) == typeof(TimeSpan) || type == typeof(string) || type == typeof(bool) || type == typeof(double) || type == typeof(long) || type == typeof(int);

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static object? Parse(Type type, string text)
    {
        if (Bare(type).IsEnum)
        {
            // By name only: a number would be taken whether it means anything or not.
            return Array.Find(Enum.GetNames(Bare(type)), n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(Bare(type), name) : null;
        }

        // Each is boxed as what it is: a common type of all would be none of them.
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => text,
            TypeCode.Boolean => (object?)(bool.TryParse(text, out var flag) ? flag : null),
            TypeCode.Int32 => (object?)ParseInt32(text),
            TypeCode.Int64 => (object?)ParseInt64(text),
            TypeCode.Double => (object?)ParseDouble(text),
            _ => (object?)ParseTime(text),
        };
    }

    private static int? ParseInt32(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? ParseInt64(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? ParseDouble(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "30" would be thirty days, and whoever writes it means seconds.
    private static TimeSpan? ParseTime(string text) =>
        text == "0" ? TimeSpan.Zero
        : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time
        : null;

    private static string Form(Type type) =>
        Bare(type).IsEnum ? $"one of {string.Join(", ", Enum.GetNames(Bare(type)))}"
        : Bare(type) == typeof(TimeSpan) ? $"a time as hours:minutes:seconds (00:00:30), with days before a point (1.00:00:00){(type == typeof(TimeSpan) ? "" : $", or {Never}")}"
        : type == typeof(string) ? "a text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) ? $"a whole number of {int.MinValue} to {int.MaxValue}"
        : type == typeof(double) ? "a number"
        : "a whole number";

    private static string Shown(IConfigurationSection section) => section.Value is { } value ? $"'{value}'" : "a section";
}
