using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>A caller's statement, known to do no more than read, and the store's tables that it names.</summary>
/// <param name="Parsed">What the parser made of it.</param>
/// <param name="Parameters">The values of its parameters, by name.</param>
/// <param name="Tables">The tables.</param>
internal sealed record GuardedStatement(ParsedStatement Parsed, object? Parameters, IReadOnlyCollection<TableSchema> Tables) : IDisposable
{
    /// <exception cref="InvalidQueryException">It has something else in it than what is known.</exception>
    public static GuardedStatement Of(DuckDbSession session, string sql, object? parameters, TableCatalog catalog)
    {
        var parsed = ParsedStatement.Of(session, ListingNames.Select(sql));
        try
        {
            if (ListingNames.In(parsed) is { Count: > 0 } names)
            {
                TableListings.Show(session, catalog, names);
                using var before = parsed;
                parsed = Listed(session, before, names);
            }

            return new GuardedStatement(parsed, parameters, StatementGuard.TablesOf(parsed, catalog));
        }
        catch
        {
            parsed.Dispose();
            throw;
        }
    }

    /// <summary>Starts the statement; what it returns streams.</summary>
    /// <exception cref="InvalidQueryException">It is of another kind, or its parameters do not fit.</exception>
    /// <exception cref="DuckDbException">It failed.</exception>
    public DuckDbResult Execute(DuckDbSession session)
    {
        using var statement = session.Prepare(Parsed.Sql);
        if (statement.Kind is not ("SELECT" or "EXPLAIN"))
        {
            throw new InvalidQueryException($"Only one SELECT is run, not {statement.Kind}: writes go through the repositories.");
        }

        QueryParameters.Bind(statement, Parameters);
        return statement.Execute();
    }

    public void Dispose() => Parsed.Dispose();

    private static ParsedStatement Listed(DuckDbSession session, ParsedStatement statement, IReadOnlyList<ListingName> names)
    {
        try
        {
            return ParsedStatement.Of(session, ListingNames.Replace(statement, names, isNamed: true));
        }
        catch (InvalidQueryException)
        {
            // DESCRIBE takes no other name behind a table's.
            return ParsedStatement.Of(session, ListingNames.Replace(statement, names, isNamed: false));
        }
    }
}
