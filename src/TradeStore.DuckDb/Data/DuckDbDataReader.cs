using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Data.Columns;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.DuckDb.Data;

/// <summary>Reads what a command returns, one chunk of rows in memory at a time.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Named as ADO.NET names it.")]
[SuppressMessage("Design", "CA1010", Justification = "DbDataReader is not generic.")]
public sealed partial class DuckDbDataReader : DbDataReader
{
    private readonly DuckDbCommand _command;
    private readonly DuckDbConnection _connection;
    private readonly IEnumerator<DuckDbStatement> _statements;
    private readonly bool _closeConnection;
    private DuckDbResult? _result;
    private DataChunk? _chunk;
    private ColumnReader[] _columns = [];
    private int _row = -1;
    private int _rowsInChunk;
    private long _recordsAffected = -1;
    private bool _atEnd;
    private bool _closed;

    private DuckDbDataReader(DuckDbCommand command, DuckDbConnection connection, IEnumerator<DuckDbStatement> statements, bool closeConnection)
    {
        _command = command;
        _connection = connection;
        _statements = statements;
        _closeConnection = closeConnection;
    }

    /// <inheritdoc/>
    public override int Depth => 0;

    /// <inheritdoc/>
    public override int FieldCount => _columns.Length;

    /// <inheritdoc/>
    public override bool HasRows => _chunk is not null || _row >= 0;

    /// <inheritdoc/>
    public override bool IsClosed => _closed;

    /// <summary>The rows changed by the statements run so far; -1 when none of them changes rows.</summary>
    public override int RecordsAffected => (int)Math.Min(_recordsAffected, int.MaxValue);

    /// <inheritdoc/>
    public override bool Read()
    {
        // The usual case first: the next row is in the chunk at hand.
        if (_row + 1 < _rowsInChunk)
        {
            _row++;
            return true;
        }

        return ReadNextChunk(CancellationToken.None);
    }

    /// <summary>Goes to the next row; a wait for more rows does not hold the caller's thread, and the token stops the query.</summary>
    public override Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_row + 1 < _rowsInChunk && !cancellationToken.IsCancellationRequested)
        {
            _row++;
            return Task.FromResult(true);
        }

        return Task.Run(() => ReadNextChunk(cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public override bool NextResult() => NextResult(CancellationToken.None);

    /// <inheritdoc/>
    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
        Task.Run(() => NextResult(cancellationToken), cancellationToken);

    /// <summary>Ends reading. Statements that have not been run yet are run.</summary>
    /// <exception cref="DuckDbException">One of them failed.</exception>
    public override void Close()
    {
        try
        {
            while (!_closed && NextResult())
            {
            }
        }
        finally
        {
            Abandon();
        }
    }

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    internal static DuckDbDataReader Start(DuckDbCommand command, CommandBehavior behavior, CancellationToken cancellationToken)
    {
        if (behavior.HasFlag(CommandBehavior.SchemaOnly))
        {
            throw new NotSupportedException("A schema without running the command is not offered; ask for LIMIT 0.");
        }

        var connection = command.Connection ?? throw new InvalidOperationException("The command has no connection.");
        if (connection.Reader is not null)
        {
            throw new InvalidOperationException("Another command of this connection is still being read; dispose its reader first.");
        }

        var statements = command.Statements().GetEnumerator();
        var reader = new DuckDbDataReader(command, connection, statements, behavior.HasFlag(CommandBehavior.CloseConnection));
        connection.Reader = reader;
        reader.NextResult(cancellationToken);
        return reader;
    }

    /// <summary>Runs statements up to the next one that returns rows.</summary>
    internal bool NextResult(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        EndResult();
        try
        {
            return _command.Limited(RunToRows, cancellationToken);
        }
        catch
        {
            // What comes after a failed statement is not run.
            Abandon();
            throw;
        }
    }

    /// <summary>Ends reading and leaves the other statements alone.</summary>
    internal void Abandon()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        EndResult();
        _statements.Dispose();
        _connection.Reader = null;
        if (_closeConnection)
        {
            _connection.Close();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
