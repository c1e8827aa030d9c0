namespace TradeStore.Storage.Schema;

/// <summary>What a declaration says about its table apart from the columns.</summary>
public sealed record TableSettings
{
    /// <summary>Gets the table's name in SQL: lower case letters, digits and underscores, beginning with a letter, at most 48 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the version of the column set, from 1; raise it when columns are added.</summary>
    public ushort Version { get; init; } = 1;

    /// <summary>Gets the column of UTC time that decides the partition; <see langword="null"/> makes a state table: few rows, found by their key, never tiered.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// Gets the columns that tell rows apart. In a series table the time does so, too, named here or not: a row with the key of another and another
    /// time is a row of its own.
    /// </summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>
    /// Gets groups of columns that are part of the key by being there: two rows are told apart when one has a value in any column of a group and the other has none, such as a
    /// quote and a trade of one number. The columns may be missing; for a series. None by default.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> KeyPresence { get; init; } = [];

    /// <summary>Gets the order in which a sealed partition is laid down; the key when left out.</summary>
    public IReadOnlyList<string> ClusterKey { get; init; } = [];

    /// <summary>Gets how much time a partition covers: a UTC day for tables that grow by millions of rows a day, a UTC month for others.</summary>
    public PartitionSpan Span { get; init; } = PartitionSpan.Month;

    /// <summary>Gets what becomes of a row whose key is there already; a state table always replaces.</summary>
    public DuplicateRule Duplicates { get; init; }

    /// <summary>
    /// Gets the column that goes before the order of arrival where rows of one key replace each other: the row with the greater value stays, of equal
    /// ones the newest; <see langword="null"/> when the newest always does. BOOLEAN (true before false), INTEGER or BIGINT, never NULL; for a series that replaces.
    /// </summary>
    public string? Precedence { get; init; }

    /// <summary>Gets the way of writes to the journal; market data by default.</summary>
    public Lane Lane { get; init; } = Lane.Market;

    /// <summary>Gets how its rows age where no options say otherwise.</summary>
    internal Aging Aging { get; init; } = Aging.Standard;

    /// <summary>Gets what is laid over its rows when they are read; <see langword="null"/> for most tables.</summary>
    internal Corrections? Corrections { get; init; }
}

/// <summary>What a table is for.</summary>
public enum TableKind
{
    /// <summary>Rows with a time, partitioned by it, which age from tier to tier.</summary>
    Series = 0,

    /// <summary>Few rows that change, found by their key; never tiered.</summary>
    State,
}

/// <summary>What becomes of a row whose key is there already.</summary>
public enum DuplicateRule
{
    /// <summary>The first row stays. A row with NULL in its key is never a duplicate.</summary>
    Ignore = 0,

    /// <summary>The newest row wins; where the table declares a <see cref="TableSettings.Precedence"/>, the newest of those with its greatest value.</summary>
    Replace,

    /// <summary>Both stay.</summary>
    KeepBoth,
}

/// <summary>The way of a write to the journal, in the order in which the lanes are served.</summary>
public enum Lane
{
    /// <summary>Orders, executions, positions, audit: served first, never dropped.</summary>
    Trading = 0,

    /// <summary>Ticks and bars: waits when full.</summary>
    Market,

    /// <summary>Metrics and logs: drops the oldest when full, and counts what it dropped.</summary>
    Telemetry,
}

/// <summary>How much time one partition covers, by UTC.</summary>
public enum PartitionSpan
{
    /// <summary>A UTC day.</summary>
    Day = 0,

    /// <summary>A UTC month.</summary>
    Month,
}
