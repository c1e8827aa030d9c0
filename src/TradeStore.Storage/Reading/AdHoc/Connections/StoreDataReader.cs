using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Reading.AdHoc.Mapping;

namespace TradeStore.Storage.Reading.AdHoc.Connections;

/// <summary>The rows of a command, as they are read.</summary>
internal sealed class StoreDataReader : DbDataReader
{
    private readonly StoreConnection _connection;
    private readonly StreamHold _hold;
    private readonly CancellationTokenSource _running;
    private readonly CommandBehavior _behavior;
    private readonly IReadOnlyList<ResultColumn> _columns;
    private List<DataChunk> _group;
    private int _next;
    private DataChunk? _chunk;
    private int _row = -1;
    private bool _isClosed;

    private StoreDataReader(StoreConnection connection, IReadOnlyList<ResultColumn> columns, List<DataChunk> first, StreamHold hold, CancellationTokenSource running, CommandBehavior behavior)
    {
        _connection = connection;
        _columns = columns;
        _hold = hold;
        _running = running;
        _behavior = behavior;
        _group = first;
        HasRows = first.Count > 0;
        connection.Opened(this);
    }

    public override int Depth => 0;

    public override int FieldCount => _columns.Count;

    public override bool HasRows { get; }

    public override bool IsClosed => _isClosed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>Waits until the statement runs: its first rows are there then, or its error is thrown.</summary>
    public static async Task<StoreDataReader> OpenAsync(StoreConnection connection, DescribedColumns described, StreamHold hold, CancellationTokenSource running, CommandBehavior behavior)
    {
        try
        {
            var first = await hold.Feed.NextAsync().ConfigureAwait(false);
            return new StoreDataReader(connection, described.Columns, first ?? [], hold, running, behavior);
        }
        catch
        {
            await hold.DisposeAsync().ConfigureAwait(false);
            running.Dispose();
            throw;
        }
    }

    public override bool Read() => TryMove() ?? ReadAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        return TryMove() is { } moved ? Task.FromResult(moved) : FetchAsync(cancellationToken);
    }

    public override bool NextResult()
    {
        ThrowIfClosed();
        return false;
    }

    public override bool IsDBNull(int ordinal) => Chunk.GetVector(Known(ordinal)).IsNull(_row);

    public override object GetValue(int ordinal)
    {
        var column = _columns[Known(ordinal)];
        var value = ResultValue.Read(Chunk.GetVector(ordinal), _row, column.Name);
        return value is null ? DBNull.Value : column.Type.IsInstanceOfType(value) ? value : ValueConversion.To(column.Type, value, column.Name)!;
    }

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override T GetFieldValue<T>(int ordinal)
    {
        var value = GetValue(ordinal);
        return value is T fits ? fits
            : value is DBNull && default(T) is not null ? throw new InvalidCastException($"Column '{_columns[ordinal].Name}' is NULL in this row; ask IsDBNull before.")
            : (T)ValueConversion.To(typeof(T), value is DBNull ? null : value, _columns[ordinal].Name)!;
    }

    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    public override char GetChar(int ordinal) => GetString(ordinal) is { Length: 1 } one ? one[0] : throw new InvalidCastException($"Column '{_columns[ordinal].Name}' has more than one character, or none.");

    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    public override double GetDouble(int ordinal) => GetFieldValue<double>(ordinal);

    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    public override long GetInt64(int ordinal) => GetFieldValue<long>(ordinal);

    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException("The store's tables have no columns of bytes.");

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = GetString(ordinal);
        if (buffer is null)
        {
            return text.Length;
        }

        var count = (int)Math.Clamp(text.Length - dataOffset, 0, length);
        text.AsSpan((int)Math.Min(dataOffset, text.Length), count).CopyTo(buffer.AsSpan(bufferOffset, count));
        return count;
    }

    public override string GetName(int ordinal) => _columns[Known(ordinal)].Name;

    public override int GetOrdinal(string name)
    {
        for (var exact = 1; exact >= 0; exact--)
        {
            for (var i = 0; i < _columns.Count; i++)
            {
                if (string.Equals(_columns[i].Name, name, exact == 1 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

#pragma warning disable CA2201, MA0012 // What ADO.NET says that this throws.
        throw new IndexOutOfRangeException($"The result has no column '{name}'. It has: {string.Join(", ", _columns.Select(c => c.Name))}.");
#pragma warning restore CA2201, MA0012
    }

    public override string GetDataTypeName(int ordinal) => _columns[Known(ordinal)].Stored.SqlName;

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "They are numbers, texts and times, whose members nobody asks for.")]
    public override Type GetFieldType(int ordinal) => _columns[Known(ordinal)].Type;

    public override DataTable GetSchemaTable() => StoreSchema.Of(_columns);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    public override void Close() => CloseAsync().GetAwaiter().GetResult();

    public override async Task CloseAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _hold.Feed.Return(_chunk);
        _chunk = null;
        _group.Skip(_next).ToList().ForEach(chunk => chunk.Dispose());
        await _hold.DisposeAsync().ConfigureAwait(false);
        _running.Dispose();
        _connection.Closed(this);
        if (_behavior.HasFlag(CommandBehavior.CloseConnection))
        {
            await _connection.CloseAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private DataChunk Chunk
    {
        get
        {
            ThrowIfClosed();
            return _chunk ?? throw new InvalidOperationException("No row is read now: Read comes before the first one, and returns false after the last.");
        }
    }

    // Within what is there already; null when more has to be fetched.
    private bool? TryMove()
    {
        ThrowIfClosed();
        _hold.Feed.ThrowIfClosed();
        if (_chunk is not null && ++_row < _chunk.RowCount)
        {
            return true;
        }

        _hold.Feed.Return(_chunk);
        _chunk = _next < _group.Count ? _group[_next++] : null;
        _row = 0;
        return _chunk is not null ? true : HasRows ? null : false;
    }

    private async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _running);
        await using (registration.ConfigureAwait(false))
        {
            try
            {
                if (await _hold.Feed.NextAsync().ConfigureAwait(false) is not { } group)
                {
                    _group = [];
                    _next = 0;
                    return false;
                }

                (_group, _chunk, _next, _row) = (group, group[0], 1, 0);
                return true;
            }
            catch (OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw;
            }
        }
    }

    private int Known(int ordinal)
    {
        ThrowIfClosed();
        return ordinal >= 0 && ordinal < _columns.Count ? ordinal
#pragma warning disable CA2201, MA0012 // What ADO.NET says that this throws.
            : throw new IndexOutOfRangeException($"The result has {_columns.Count} columns; {ordinal} is none of them.");
#pragma warning restore CA2201, MA0012
    }

    private void ThrowIfClosed()
    {
        if (_isClosed)
        {
            throw new InvalidOperationException("The reader is closed.");
        }
    }
}
