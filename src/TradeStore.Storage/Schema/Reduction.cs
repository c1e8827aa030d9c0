namespace TradeStore.Storage.Schema;

/// <summary>What stays of a table's rows once their details are worth nothing any more: some of them, or sums of them.</summary>
/// <param name="Description">What stays, in words.</param>
/// <param name="Sql">Returns the SELECT of what stays of a source (what stands behind FROM), with the table's columns in their order.</param>
internal sealed record Reduction(string Description, Func<TableSchema, string, string> Sql);

/// <summary>How the rows of a table age where no options say otherwise; part of its declaration.</summary>
internal sealed record Aging
{
    /// <summary>Gets what holds for a table that says nothing: in the database for 90 days, and kept for ever.</summary>
    public static Aging Standard { get; } = new();

    /// <summary>Gets the age at which partitions leave the database for files.</summary>
    public TimeSpan Warm { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Gets the age at which partitions are removed where what is old is said to expire; <see langword="null"/> where they never are.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Gets why no row is ever removed, whatever is asked; <see langword="null"/> where rows may be.</summary>
    public string? WhyForEver { get; init; }

    /// <summary>Gets what stays of rows that have lost their details; <see langword="null"/> where all of them stay.</summary>
    public Reduction? Reduction { get; init; }

    /// <summary>Gets the age at which rows lose their details where what is old is said to expire.</summary>
    public TimeSpan? Detail { get; init; }
}
