using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Engine;

/// <summary>The statements of one text, each prepared when its turn has come.</summary>
internal static class StatementSequence
{
    public static unsafe IEnumerable<DuckDbStatement> Parse(ConnectionHandle connection, string sql)
    {
        var count = NativeMethods.duckdb_extract_statements(connection, sql, out var handle);
        var statements = new ExtractedStatementsHandle(handle, connection);
        if (count == 0 && NativeText.Borrowed(NativeMethods.duckdb_extract_statements_error(statements)) is { } error)
        {
            statements.Dispose();
            throw DuckDbException.FromMessage(error, "Parser Error: the SQL could not be parsed.", sql);
        }

        return Prepare(connection, statements, count, sql);
    }

    private static IEnumerable<DuckDbStatement> Prepare(
        ConnectionHandle connection, ExtractedStatementsHandle statements, ulong count, string sql)
    {
        using (statements)
        {
            for (var index = 0UL; index < count; index++)
            {
                var state = NativeMethods.duckdb_prepare_extracted_statement(connection, statements, index, out var statement);
                yield return DuckDbStatement.Checked(state, new PreparedStatementHandle(statement, connection), connection, sql);
            }
        }
    }
}
