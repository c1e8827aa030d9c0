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

/// <summary>
/// A state table whose rows are laid over those of a series when these are read: each names a row by its key and says what counts instead, or that the row does not count at all.
/// Each column of the series that is not in its key has the name and type that it has there.
/// </summary>
/// <param name="Table">The state table; it has the columns of the series' full key.</param>
/// <param name="Presence">Its columns that stand for the groups of the series' <see cref="TableSettings.KeyPresence"/>, in their order.</param>
/// <param name="Removed">Its column that says that the row does not count.</param>
internal sealed record Corrections(TableSchema Table, IReadOnlyList<string> Presence, string Removed)
{
    /// <summary>Gets a column that every correction has a value in.</summary>
    public string Known => Table.Columns[Table.Key[0]].Name;
}
