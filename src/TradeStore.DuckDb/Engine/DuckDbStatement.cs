using System.Buffers;
using DuckDB.NET.Native;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using static DuckDB.NET.Native.NativeMethods;

namespace TradeStore.DuckDb.Engine;

/// <summary>A prepared statement. Used by one thread at a time, like its session.</summary>
public sealed unsafe class DuckDbStatement : IDisposable
{
    private const int OnStackBytes = 512;

    // By the numbers of duckdb_statement_type and, above 27, of the engine's own enumeration. Those that DuckDB.NET names are off by one from 18 on.
    private static readonly string[] Kinds =
    [
        "INVALID", "SELECT", "INSERT", "UPDATE", "EXPLAIN", "DELETE", "PREPARE", "CREATE", "EXECUTE", "ALTER", "TRANSACTION", "COPY", "ANALYZE",
        "VARIABLESET", "CREATEFUNCTION", "DROP", "EXPORT", "PRAGMA", "VACUUM", "CALL", "SET", "LOAD", "RELATION", "EXTENSION", "LOGICALPLAN", "ATTACH",
        "DETACH", "MULTI", "COPYDATABASE", "UPDATEEXTENSIONS", "MERGEINTO",
    ];

    private readonly StatementHandle _handle;
    private readonly ConnectionHandle _connection;
    private readonly string _sql;

    private DuckDbStatement(StatementHandle handle, ConnectionHandle connection, string sql)
    {
        _handle = handle;
        _connection = connection;
        _sql = sql;
        var kind = MissingImports.duckdb_prepared_statement_type(handle);
        Kind = kind >= 0 && kind < Kinds.Length ? Kinds[kind] : $"{kind}";
        ParameterCount = checked((int)PreparedStatements.DuckDBParams(handle));
    }

    /// <summary>The kind of statement as DuckDB names it, in capitals: SELECT or MERGEINTO for instance.</summary>
    public string Kind { get; }

    /// <summary>The number of parameters.</summary>
    public int ParameterCount { get; }

    /// <summary>A parameter's name, or its number for <c>?</c> and <c>$1</c>.</summary>
    /// <param name="index1">Its index, from 1.</param>
    public string ParameterName(int index1) => MissingImports.duckdb_parameter_name(_handle, (ulong)Index(index1))
        ?? throw new DuckDbException(DuckDBErrorType.InvalidInput, "Invalid Input Error: the parameter has no name.", _sql);

    /// <summary>Binds NULL. Indexes of parameters are from 1.</summary>
    public void BindNull(int index1) => Check(PreparedStatements.DuckDBBindNull(_handle, Index(index1)));

    /// <summary>Binds a BOOLEAN.</summary>
    public void Bind(int index1, bool value) => Check(PreparedStatements.DuckDBBindBoolean(_handle, Index(index1), value));

    /// <summary>Binds an INTEGER.</summary>
    public void Bind(int index1, int value) => Check(PreparedStatements.DuckDBBindInt32(_handle, Index(index1), value));

    /// <summary>Binds a BIGINT.</summary>
    public void Bind(int index1, long value) => Check(PreparedStatements.DuckDBBindInt64(_handle, Index(index1), value));

    /// <summary>Binds a DOUBLE.</summary>
    public void Bind(int index1, double value) => Check(PreparedStatements.DuckDBBindDouble(_handle, Index(index1), value));

    /// <summary>Binds a DECIMAL with as many decimals as the value has.</summary>
    public void Bind(int index1, decimal value)
    {
        var (precision, scaled) = DecimalConversion.ToScaledAsIs(value);
        using var number = Value.DuckDBCreateDecimal(new DuckDBDecimal(precision, value.Scale, HugeInt(scaled)));
        Check(PreparedStatements.DuckDBBindValue(_handle, Index(index1), number));
    }

    /// <summary>Binds a TIMESTAMP.</summary>
    /// <exception cref="ArgumentException">The time is not UTC, or not a whole number of microseconds.</exception>
    public void Bind(int index1, DateTime value) => Check(PreparedStatements.DuckDBBindTimestamp(
        _handle, Index(index1), new DuckDBTimestampStruct { Micros = TimestampConversion.ToMicroseconds(value) }));

    /// <summary>Binds a DATE.</summary>
    public void Bind(int index1, DateOnly value) =>
        Check(PreparedStatements.DuckDBBindDate(_handle, Index(index1), new DuckDBDate { Days = TimestampConversion.ToDays(value) }));

    /// <summary>Binds a UUID.</summary>
    public void Bind(int index1, Guid value)
    {
        using var uuid = Value.DuckDBCreateUuid(HugeInt(UuidConversion.ToStored(value) ^ Int128.MinValue));
        Check(PreparedStatements.DuckDBBindValue(_handle, Index(index1), uuid));
    }

    /// <summary>Binds a VARCHAR, or NULL.</summary>
    /// <exception cref="ArgumentException">The text has no UTF-8 form.</exception>
    public void Bind(int index1, string? value)
    {
        if (value is null)
        {
            BindNull(index1);
            return;
        }

        var size = NativeText.Strict.GetByteCount(value);
        var rented = size > OnStackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[OnStackBytes];
        var written = NativeText.Strict.GetBytes(value, buffer);
        fixed (byte* text = buffer)
        {
            Check(MissingImports.duckdb_bind_varchar_length(_handle, (ulong)Index(index1), text, (ulong)written));
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Binds a VARCHAR[].</summary>
    /// <exception cref="ArgumentException">A text has no UTF-8 form.</exception>
    public void Bind(int index1, IReadOnlyList<string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var texts = value.Select(static text => text is null ? null : NativeText.Strict.GetBytes(text)).ToList();
        using var elementType = NativeMethods.LogicalType.DuckDBCreateLogicalType(DuckDBType.Varchar);

        // The list disposes its elements.
        using var list = Value.DuckDBCreateListValue(elementType, [.. texts.Select(Element)], texts.Count);
        Check(PreparedStatements.DuckDBBindValue(_handle, Index(index1), list));
    }

    /// <summary>
    /// Starts the statement. What a SELECT returns streams, in bounded memory, while it is read; every other statement has run when this returns.
    /// </summary>
    /// <exception cref="DuckDbException">It failed or was interrupted.</exception>
    public DuckDbResult Execute()
    {
        var result = new ResultHandle(_connection);
        try
        {
            return PreparedStatements.DuckDBExecutePreparedStreaming(_handle, out result.Value) == DuckDBState.Success
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
        while (result.FetchChunk() is { } chunk)
        {
            chunk.Dispose();
        }

        return result.RowsChanged;
    }

    /// <summary>Frees the statement.</summary>
    public void Dispose() => _handle.Dispose();

    internal static DuckDbStatement Prepare(ConnectionHandle connection, string sql)
    {
        var state = PreparedStatements.DuckDBPrepare(connection, NativeText.Checked(sql, nameof(sql)), out var made);
        if (state == DuckDBState.Success)
        {
            return new DuckDbStatement(new StatementHandle(made, connection), connection, sql);
        }

        using (made)
        {
            throw DuckDbException.Of(
                made.IsInvalid ? null : PreparedStatements.DuckDBPrepareError(made), "Invalid Input Error: the statement could not be prepared.", sql);
        }
    }

    private long Index(int index1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(index1, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index1, ParameterCount);
        return index1;
    }

    private void Check(DuckDBState state)
    {
        if (state != DuckDBState.Success)
        {
            throw DuckDbException.Of(PreparedStatements.DuckDBPrepareError(_handle), "Invalid Input Error: the value could not be bound.", _sql);
        }
    }

    private static DuckDBHugeInt HugeInt(Int128 value) => new(unchecked((ulong)value), unchecked((long)(value >> 64)));

    private static DuckDBValue Element(byte[]? text)
    {
        fixed (byte* data = text)
        {
            return text is null ? Value.DuckDBCreateNullValue() : MissingImports.duckdb_create_varchar_length(data, (ulong)text.Length);
        }
    }
}
