using TradeStore.DuckDb.Engine;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A caller's statement, the times that it asks of tables, and what it multiplies of them; found out when they are needed.</summary>
/// <param name="session">The connection.</param>
/// <param name="statement">The statement.</param>
/// <param name="parameters">Its parameters.</param>
internal sealed class StatementTimes(DuckDbSession session, ParsedStatement statement, object? parameters)
{
    private readonly Lazy<TimeConstants> _constants = new(() => new TimeConstants(session, QueryParameters.Values(parameters)));
    private readonly Dictionary<TableSchema, TimeRange> _times = [];
    private MultipliedColumns? _multiplied;

    /// <summary>Returns the times of a table outside of which its rows cannot change what the statement returns.</summary>
    public TimeRange Of(TableSchema table)
    {
        if (!_times.TryGetValue(table, out var times))
        {
            times = TimePredicateExtractor.Of(statement.Tree, table, _constants.Value);
            _times.Add(table, times);
        }

        return times;
    }

    /// <summary>Returns the columns of a table that the statement multiplies and that get a digit more for it, by their names, with the types that they get.</summary>
    public IReadOnlyDictionary<string, string> Widened(TableSchema table, IReadOnlyCollection<TableSchema> shown) =>
        (_multiplied ??= MultipliedColumns.Of(statement.Tree)).Of(table, shown);
}
