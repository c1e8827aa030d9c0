using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Configuration;

/// <summary>Checks the options of tiering; one failure each, with the value and the range.</summary>
internal static class TieringOptionsCheck
{
    private const int LongestPath = 4_096;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public static void Run(StorageOptions options, List<string> failures)
    {
        var tiering = options.Tiering;
        if (tiering.Every != TimeSpan.Zero)
        {
            RangeCheck.Add(failures, options.Tiering.Every, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        }

        RangeCheck.Add(failures, options.Tiering.Grace, TimeSpan.Zero, TimeSpan.FromDays(366));
        RangeCheck.Add(failures, options.Tiering.FileRows, 1_000, 1_000_000_000);
        RangeCheck.Add(failures, options.Tiering.MinimumFreeSpace, 0, 1L << 40);
        RangeCheck.Add(failures, options.Tiering.MinimumFreeFraction, 0, 0.9);
        if (!Enum.IsDefined(tiering.Preset))
        {
            failures.Add($"Tiering.Preset is {tiering.Preset}; it must be one of {string.Join(", ", Enum.GetNames<TieringPreset>())}.");
        }

        if (tiering.Archive is { } archive && (string.IsNullOrWhiteSpace(archive) || archive.Length > LongestPath))
        {
            failures.Add($"Tiering.Archive is '{archive}'; it must be a text of 1 to {LongestPath:N0} characters, or left out.");
        }

        var tables = options.BuiltInTables.Concat(options.Tables).Where(t => t.Kind == TableKind.Series).DistinctBy(t => t.Name, StringComparer.Ordinal).ToList();
        foreach (var (table, policy) in tiering.Tables)
        {
            CheckPolicy(table, policy, tables, failures);
        }
    }

    private static void CheckPolicy(string table, TierPolicy? policy, List<TableSchema> tables, List<string> failures)
    {
        var option = $"Tiering.Tables.{table}";
        if (tables.Find(t => t.Name == table) is not { Aging: var aging })
        {
            failures.Add($"{option} is set; there is no such series table. There is: {string.Join(", ", tables)}.");
            return;
        }

        if (policy is null)
        {
            failures.Add($"{option} is missing; remove it to have the default.");
            return;
        }

        RangeCheck.Add(failures, policy.Warm ?? Longest, TimeSpan.Zero, Longest, $"{option}.Warm");
        if (policy.ExpireAfter is not null && aging.WhyForEver is { } reason)
        {
            failures.Add($"{option}.ExpireAfter is {policy.ExpireAfter}; it must be left out, since {reason}.");
        }
        else
        {
            RangeCheck.Add(failures, policy.ExpireAfter ?? Longest, Day, Longest, $"{option}.ExpireAfter");
        }

        if (policy.Detail is not null && aging.Reduction is null)
        {
            failures.Add($"{option}.Detail is {policy.Detail}; it must be left out, since the table does not say what stays of its rows.");
        }
        else
        {
            RangeCheck.Add(failures, policy.Detail ?? Longest, Hour, Longest, $"{option}.Detail");
        }
    }
}
