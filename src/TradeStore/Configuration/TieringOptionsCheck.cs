using System.Runtime.CompilerServices;
using TradeStore.Schema;
using TradeStore.Schema.Tables;
using TradeStore.Tiering;

namespace TradeStore.Configuration;

/// <summary>Checks the options of tiering; one failure each, with the value and the range.</summary>
internal static class TieringOptionsCheck
{
    private const int LongestPath = 4_096;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public static void Run(StoreOptions options, List<string> failures)
    {
        var tiering = options.Tiering;
        if (tiering.Every != TimeSpan.Zero)
        {
            Check(failures, tiering.Every, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        }

        Check(failures, tiering.Grace, TimeSpan.Zero, TimeSpan.FromDays(366));
        Check(failures, tiering.FileRows, 1_000, 1_000_000_000);
        Check(failures, tiering.MinimumFreeSpace, 0, 1L << 40);
        Check(failures, tiering.MinimumFreeFraction, 0, 0.9);
        Check(failures, tiering.IntradaySnapshots ?? Longest, Hour, Longest, "tiering.IntradaySnapshots");
        Check(failures, tiering.DebugLogs ?? Longest, Hour, Longest, "tiering.DebugLogs");
        Check(failures, tiering.RawMetrics ?? Longest, Hour, Longest, "tiering.RawMetrics");
        if (tiering.Archive is { } archive && (string.IsNullOrWhiteSpace(archive) || archive.Length > LongestPath))
        {
            failures.Add($"Tiering.Archive is '{archive}'; it must be a text of 1 to {LongestPath:N0} characters, or left out.");
        }

        var tables = BuiltInTables.All.Concat(options.Tables).Where(t => t.Kind == TableKind.Series).Select(t => t.Name).Distinct(StringComparer.Ordinal).ToList();
        foreach (var (table, policy) in tiering.Tables)
        {
            CheckPolicy(table, policy, tables, failures);
        }
    }

    private static void CheckPolicy(string table, TierPolicy? policy, List<string> tables, List<string> failures)
    {
        var option = $"Tiering.Tables.{table}";
        if (!tables.Contains(table, StringComparer.Ordinal))
        {
            failures.Add($"{option} is set; there is no such series table. There is: {string.Join(", ", tables)}.");
            return;
        }

        if (policy is null)
        {
            failures.Add($"{option} is missing; remove it to have the default.");
            return;
        }

        Check(failures, policy.Warm ?? Longest, TimeSpan.Zero, Longest, $".{option}.Warm");
        if (policy.Retention is not null && DefaultPolicies.WhyForEver(table) is { } reason)
        {
            failures.Add($"{option}.Retention is {policy.Retention}; it must be left out, since {reason}.");
        }
        else
        {
            Check(failures, policy.Retention ?? Longest, Day, Longest, $".{option}.Retention");
        }
    }

    private static void Check<T>(List<string> failures, T value, T lowest, T highest, [CallerArgumentExpression(nameof(value))] string option = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(lowest) < 0 || value.CompareTo(highest) > 0)
        {
            failures.Add(FormattableString.Invariant($"{(option[0] == '.' ? option[1..] : $"T{option[1..]}")} is {value}; it must be between {lowest} and {highest}."));
        }
    }
}
