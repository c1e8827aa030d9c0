using System.Collections.ObjectModel;
using System.Text.Json;
using TradeStore.DuckDb.Engine;
using TradeStore.Schema;

namespace TradeStore.Reading.AdHoc;

/// <summary>A caller's statement, the times that it asks of tables, and what it multiplies of them; found out when they are needed.</summary>
/// <param name="session">The connection.</param>
/// <param name="sql">The statement.</param>
/// <param name="parameters">Its parameters.</param>
internal sealed class StatementTimes(DuckDbSession session, string sql, object? parameters) : IDisposable
{
    private readonly Lazy<JsonDocument?> _tree = new(() => SyntaxTree.Of(session, sql));
    private readonly Lazy<TimeConstants> _constants = new(() => new TimeConstants(session, QueryParameters.Values(parameters)));
    private readonly Dictionary<TableSchema, TimeRange> _times = [];
    private MultipliedColumns? _multiplied;

    /// <summary>Gets the statement.</summary>
    public string Sql => sql;

    /// <summary>Returns the times of a table outside of which its rows cannot change what the statement returns.</summary>
    public TimeRange Of(TableSchema table)
    {
        if (!_times.TryGetValue(table, out var times))
        {
            times = _tree.Value is { } tree ? AskedTimes.Of(tree.RootElement, table, _constants.Value) : TimeRange.All;
            _times.Add(table, times);
        }

        return times;
    }

    /// <summary>Returns the columns of a table that the statement multiplies and that get a digit more for it, by their names, with the types that they get.</summary>
    public IReadOnlyDictionary<string, string> Widened(TableSchema table, IReadOnlyCollection<TableSchema> shown) =>
        Multiplied?.Of(table, shown) ?? ReadOnlyDictionary<string, string>.Empty;

    // The tree of a statement without any sign of a product need not be made for it.
    private MultipliedColumns? Multiplied => _multiplied ??=
        (sql.Contains('*', StringComparison.Ordinal) || sql.Contains("multiply", StringComparison.OrdinalIgnoreCase)) && _tree.Value is { } tree ? MultipliedColumns.Of(tree.RootElement) : null;

    public void Dispose()
    {
        if (_tree.IsValueCreated)
        {
            _tree.Value?.Dispose();
        }
    }
}
