using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace TradeStore.DuckDb.Data;

/// <summary><c>Data Source=market.duckdb;Access Mode=READ_ONLY;threads=2</c>: a path, and any of DuckDB's settings.</summary>
[SuppressMessage("Design", "CA1010", Justification = "DbConnectionStringBuilder is not generic.")]
[SuppressMessage("Naming", "CA1710", Justification = "Named as ADO.NET names it.")]
public sealed class DuckDbConnectionStringBuilder : DbConnectionStringBuilder
{
    private const string DataSourceKey = "Data Source";

    /// <summary>Makes an empty one.</summary>
    public DuckDbConnectionStringBuilder()
    {
    }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public DuckDbConnectionStringBuilder(string? connectionString) => ConnectionString = connectionString;

    /// <summary>The database file, or <c>:memory:</c> (the default), which every connection has one of its own.</summary>
    public string DataSource
    {
        get => TryGetValue(DataSourceKey, out var path) || TryGetValue("DataSource", out path) ? (string)path : ":memory:";
        set => this[DataSourceKey] = value;
    }

    /// <summary>All other keys, as DuckDB names its settings.</summary>
    internal IReadOnlyDictionary<string, string> Settings => Keys
        .Cast<string>()
        .Where(static key => !key.Replace(" ", "", StringComparison.Ordinal).Equals("datasource", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(
            static key => key.Replace(' ', '_').ToLowerInvariant(),
            key => (string)this[key],
            StringComparer.Ordinal);
}
