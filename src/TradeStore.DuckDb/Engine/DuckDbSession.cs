using System.Globalization;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Engine;

/// <summary>
/// One connection, with its own transaction. Used by one thread at a time, except <see cref="Interrupt"/>. It has at most one result
/// that still streams: the next statement ends it.
/// </summary>
public sealed class DuckDbSession : IDisposable
{
    private readonly ConnectionHandle _handle;

    internal DuckDbSession(ConnectionHandle handle) => _handle = handle;

    /// <summary>Runs one or more statements and discards what they return.</summary>
    /// <param name="sql">The statements. Those before a failing one have been run.</param>
    /// <exception cref="DuckDbException">A statement failed or was interrupted.</exception>
    public void Execute(string sql)
    {
        using var result = new ResultHandle(_handle);
        if (NativeMethods.Query.DuckDBQuery(_handle, NativeText.Checked(sql, nameof(sql)), out result.Value) != DuckDBState.Success)
        {
            throw DuckDbResult.ErrorOf(result, sql);
        }
    }

    /// <summary>Prepares exactly one statement.</summary>
    /// <param name="sql">The statement; parameters are <c>?</c>, <c>$1</c> or <c>$name</c>.</param>
    /// <exception cref="DuckDbException">It is not one statement, or it does not parse or bind.</exception>
    public DuckDbStatement Prepare(string sql) => DuckDbStatement.Prepare(_handle, sql);

    /// <summary>Prepares one statement and starts it; the result streams.</summary>
    /// <exception cref="DuckDbException">It failed or was interrupted.</exception>
    public DuckDbResult Query(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Execute();
    }

    /// <summary>The first column of the first row.</summary>
    /// <typeparam name="T">
    /// What <see cref="BoxedValue"/> reads it as, or what that converts to: <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>,
    /// <see cref="string"/>, <see cref="decimal"/>, <see cref="DateTime"/>, <see cref="Guid"/> and the like, or one of them nullable.
    /// </typeparam>
    /// <returns>The value; the default of <typeparamref name="T"/> for NULL (of a nullable type) and when there is no row.</returns>
    /// <exception cref="DuckDbException">The query failed or was interrupted.</exception>
    /// <exception cref="InvalidCastException">The value is no <typeparamref name="T"/>, or NULL where <typeparamref name="T"/> has none.</exception>
    public T? QueryScalar<T>(string sql)
    {
        using var result = Query(sql);
        using var chunk = result.FetchChunk();
        return chunk is null ? default : To<T>(BoxedValue.Read(chunk.GetVector(0), 0));
    }

    /// <summary>Makes an appender that adds whole chunks to a table. Use it inside a transaction: see <see cref="ChunkAppender"/>.</summary>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public ChunkAppender CreateAppender(string table, string? schema = null, string? catalog = null) =>
        ChunkAppender.ForTable(_handle, table, schema, catalog);

    /// <summary>
    /// Makes an appender that runs an INSERT, UPDATE, DELETE or MERGE INTO over the chunks given to it, whose columns have these types and names,
    /// when it is flushed or closed: <paramref name="sql"/> reads from <paramref name="tableAlias"/>.
    /// </summary>
    /// <exception cref="DuckDbException">DuckDB refused. It reads <paramref name="sql"/> only when the appender is flushed or closed.</exception>
    public ChunkAppender CreateQueryAppender(
        string sql, IReadOnlyList<LogicalType> columnTypes, IReadOnlyList<string> columnNames, string tableAlias = "appended_data") =>
        ChunkAppender.ForQuery(_handle, sql, columnTypes, columnNames, tableAlias);

    /// <summary>
    /// Stops the statement or stream that runs on this session, from any thread; does nothing when none does, or when the session has been
    /// disposed. What is stopped fails with <see cref="DuckDbException.IsInterrupt"/>. A statement that starts afterwards is not affected.
    /// </summary>
    public void Interrupt()
    {
        try
        {
            _handle.Interrupt();
        }
        catch (ObjectDisposedException)
        {
            // Whoever disposed the session was faster: nothing is left to stop.
        }
    }

    /// <summary>Lets go of the connection; an open transaction is rolled back. It is closed once nothing made from it is left.</summary>
    public void Dispose() => _handle.Dispose();

    private static T? To<T>(object? value)
    {
        var wanted = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return value switch
        {
            T fits => fits,
            null => default(T) is null ? default : throw new InvalidCastException($"NULL is no {wanted.Name}."),
            Int128 wide => (T)Convert.ChangeType(checked((long)wide), wanted, CultureInfo.InvariantCulture),
            _ => (T)Convert.ChangeType(value, wanted, CultureInfo.InvariantCulture),
        };
    }
}
