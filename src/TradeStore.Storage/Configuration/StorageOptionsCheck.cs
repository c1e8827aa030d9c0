using System.Runtime.CompilerServices;

namespace TradeStore.Storage.Configuration;

/// <summary>Checks every option; one failure each, with the value and the range.</summary>
internal static class StorageOptionsCheck
{
    private const int LongestPath = 4_096;
    private const int LongestName = 64;

    /// <summary>Adds what is wrong.</summary>
    public static void Run(StorageOptions options, List<string> failures)
    {
        RangeCheck.Add(failures, options.Journal.FileSize, 1L << 20, 1L << 30);
        RangeCheck.Add(failures, options.Journal.RetentionTime, TimeSpan.Zero, TimeSpan.FromDays(366));
        RangeCheck.Add(failures, options.Journal.RetentionSize, 0, 1L << 40);
        RangeCheck.Add(failures, options.Ingest.LaneCapacity, 1L << 20, 16L << 30);
        RangeCheck.Add(failures, options.Ingest.MaximumWait, TimeSpan.Zero, TimeSpan.FromHours(1));
        RangeCheck.Add(failures, options.Ingest.MaximumBatchRows, 1, 10_000_000);
        RangeCheck.Add(failures, options.Writing.TransactionRows, 1_000, 10_000_000);
        RangeCheck.Add(failures, options.Writing.MaximumDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        RangeCheck.Add(failures, options.Writing.CheckpointSize, 1L << 20, 16L << 30);
        RangeCheck.Add(failures, options.Readers.Max, 1, 1_000);
        RangeCheck.Add(failures, options.Readers.WaitTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        RangeCheck.Add(failures, options.Readers.QueryTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24));
        RangeCheck.Add(failures, options.Readers.MaximumSnapshotAge, TimeSpan.Zero, TimeSpan.FromHours(24));
        RangeCheck.Add(failures, options.Readers.SlowQuery, TimeSpan.Zero, TimeSpan.FromHours(24));
        RangeCheck.Add(failures, options.Engine.MemoryLimit, 64L << 20, 16L << 40);
        RangeCheck.Add(failures, options.Engine.Threads, 1, 1_024);
        CheckName(options.Journal.Durability, "Journal.Durability", failures);
        CheckName(options.Ingest.TimePrecision, "Ingest.TimePrecision", failures);
        CheckName(options.OnDamage, "OnDamage", failures);
        foreach (var twice in options.BuiltInTables.Concat(options.Tables).GroupBy(t => t.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            failures.Add($"Tables is ambiguous: '{twice.Key}' is declared {twice.Count()} times; it must be declared once, and by the store itself where it is built in.");
        }

        CheckText(options.Path, "Path", LongestPath, failures);
        CheckText(options.Diagnostics.StoreName, "Diagnostics.StoreName", LongestName, failures);
        if (options.Diagnostics.StoreMetricsEvery != TimeSpan.Zero)
        {
            RangeCheck.Add(failures, options.Diagnostics.StoreMetricsEvery, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        }

        TieringOptionsCheck.Run(options, failures);
        CheckThere(options.TimeProvider, "TimeProvider", failures);
        CheckThere(options.LoggerFactory, "LoggerFactory", failures);
    }

    private static void CheckText(string text, string option, int longest, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
        {
            failures.Add($"{option} is '{text}'; it must be a text of 1 to {longest:N0} characters.");
        }
    }

    private static void CheckThere(object? value, string option, List<string> failures)
    {
        if (value is null)
        {
            failures.Add($"{option} is missing.");
        }
    }

    /// <summary>Adds a failure when a value is none of its enum.</summary>
    public static void CheckName<T>(T value, string option, List<string> failures)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            failures.Add($"{option} is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }
}

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
