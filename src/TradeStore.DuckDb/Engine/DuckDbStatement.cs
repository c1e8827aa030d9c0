using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Native.Handles;

namespace TradeStore.DuckDb.Engine;

/// <summary>A prepared statement. Used by one thread at a time, like its session.</summary>
public sealed partial class DuckDbStatement : IDisposable
{
    private readonly PreparedStatementHandle _handle;
    private readonly ConnectionHandle _connection;
    private readonly string _sql;

    private DuckDbStatement(PreparedStatementHandle handle, ConnectionHandle connection, string sql)
    {
        _handle = handle;
        _connection = connection;
        _sql = sql;
        Type = NativeMethods.duckdb_prepared_statement_type(handle);
        ParameterCount = checked((int)NativeMethods.duckdb_nparams(handle));
    }

    /// <summary>The kind of statement.</summary>
    public DuckDbStatementType Type { get; }

    /// <summary>The number of parameters.</summary>
    public int ParameterCount { get; }

    /// <summary>A parameter's name, or its number for <c>?</c> and <c>$1</c>.</summary>
    /// <param name="index1">Its index, from 1.</param>
    public unsafe string ParameterName(int index1) =>
        NativeText.Owned(NativeMethods.duckdb_parameter_name(_handle, Index(index1))) ?? throw Failure("the parameter has no name");

    /// <summary>Finds a parameter by name, without <c>$</c>.</summary>
    public bool TryGetParameterIndex(string name, out int index1)
    {
        var state = NativeMethods.duckdb_bind_parameter_index(_handle, out var index, NativeText.Checked(name, nameof(name)));
        index1 = state == NativeState.Success ? checked((int)index) : 0;
        return state == NativeState.Success;
    }

    /// <summary>Forgets all values.</summary>
    public void ClearBindings() => Check(NativeMethods.duckdb_clear_bindings(_handle));

    /// <summary>
    /// Starts the statement. What a SELECT returns streams, in bounded memory, while it is read; every other statement has run when this returns.
    /// </summary>
    /// <exception cref="DuckDbException">It failed or was interrupted.</exception>
    public DuckDbResult Execute()
    {
        var result = new ResultHandle(_connection);
        try
        {
            return NativeMethods.duckdb_execute_prepared_streaming(_handle, result) == NativeState.Success
                ? new DuckDbResult(result, _connection, _sql)
                : throw DuckDbResult.ErrorOf(result, _sql);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Runs the statement to its end and discards what it returns.</summary>
    /// <returns>The number of rows changed; 0 for statements that change none.</returns>
    /// <exception cref="DuckDbException">It failed or was interrupted.</exception>
    public long ExecuteNonQuery()
    {
        using var result = Execute();
        result.Drain();
        return result.RowsChanged;
    }

    /// <summary>Frees the statement.</summary>
    public void Dispose() => _handle.Dispose();

    internal static unsafe DuckDbStatement Checked(
        NativeState state, PreparedStatementHandle handle, ConnectionHandle connection, string sql)
    {
        if (state == NativeState.Success)
        {
            return new DuckDbStatement(handle, connection, sql);
        }

        using (handle)
        {
            var message = handle.IsInvalid ? null : NativeText.Borrowed(NativeMethods.duckdb_prepare_error(handle));
            throw DuckDbException.FromMessage(message, "Invalid Input Error: the statement could not be prepared.", sql);
        }
    }

    private ulong Index(int index1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index1, ParameterCount);
        return (ulong)index1;
    }

    private unsafe void Check(NativeState state)
    {
        if (state != NativeState.Success)
        {
            var message = NativeText.Borrowed(NativeMethods.duckdb_prepare_error(_handle));
            throw DuckDbException.FromMessage(message, "Invalid Input Error: the value could not be bound.", _sql);
        }
    }

    private DuckDbException Failure(string what) => new(DuckDbErrorType.InvalidInput, $"Invalid Input Error: {what}.", _sql);
}
