using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using TradeStore.DuckDb.Engine;

namespace TradeStore.DuckDb.Data;

/// <summary>
/// One or more statements with parameters: <c>$name</c> or <c>@name</c>, <c>$1</c> or <c>?</c>. All statements are run, those that the reader has
/// not come to when it is closed.
/// </summary>
public sealed class DuckDbCommand : DbCommand
{
    private const int DefaultTimeoutSeconds = 30;

    private string _commandText = "";
    private int _timeoutSeconds = DefaultTimeoutSeconds;
    private volatile ExecutionLimit? _running;

    /// <summary>Makes an empty command.</summary>
    public DuckDbCommand()
    {
    }

    /// <summary>Makes a command.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The caller's own SQL; values go into parameters.")]
    public DuckDbCommand(string commandText, DuckDbConnection? connection = null)
    {
        CommandText = commandText;
        Connection = connection;
    }

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _commandText;
        set => _commandText = value ?? "";
    }

    /// <summary>
    /// Seconds that executing, and each wait for more rows, may take before the query is stopped with <see cref="DuckDbTimeoutException"/>.
    /// Default 30; 0 for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 0.</exception>
    public override int CommandTimeout
    {
        get => _timeoutSeconds;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _timeoutSeconds = value;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Set to anything but Text.</exception>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("DuckDB has no stored procedures.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <summary>The connection to run on.</summary>
    public new DuckDbConnection? Connection { get; set; }

    /// <summary>The values.</summary>
    public new DuckDbParameterCollection Parameters { get; } = [];

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => Connection;
        set => Connection = (DuckDbConnection?)value;
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Stops the command, from any thread; it fails with a <see cref="DuckDbException"/> that is an interrupt.</summary>
    public override void Cancel() => _running?.Stop();

    /// <summary>Does nothing: statements are prepared when they are run.</summary>
    public override void Prepare()
    {
    }

    /// <inheritdoc/>
    /// <returns>The rows changed by all statements; -1 when none of them changes rows.</returns>
    public override int ExecuteNonQuery() => NonQuery(CancellationToken.None);

    /// <inheritdoc/>
    public override object? ExecuteScalar() => Scalar(CancellationToken.None);

    /// <inheritdoc cref="DbCommand.ExecuteReader()"/>
    public new DuckDbDataReader ExecuteReader() => DuckDbDataReader.Start(this, CommandBehavior.Default, CancellationToken.None);

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Task.Run(() => NonQuery(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        Task.Run(() => Scalar(cancellationToken), cancellationToken);

    /// <summary>Runs one call under the timeout and the token, both of which stop it.</summary>
    internal T Limited<T>(Func<T> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = _timeoutSeconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(_timeoutSeconds);
        using var limit = new ExecutionLimit(Session(), timeout, cancellationToken);
        _running = limit;
        try
        {
            return call();
        }
        catch (DuckDbException exception) when (exception.IsInterrupt)
        {
            var meaning = limit.Explain(exception);
            if (meaning == exception)
            {
                throw;
            }

            throw meaning;
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>The statements, each prepared when its turn has come.</summary>
    internal IEnumerable<DuckDbStatement> Statements() => Session().PrepareAll(ParameterSyntax.Normalize(_commandText, Parameters));

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        DuckDbDataReader.Start(this, behavior, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        await Task.Run(() => DuckDbDataReader.Start(this, behavior, cancellationToken), cancellationToken).ConfigureAwait(false);

    private int NonQuery(CancellationToken cancellationToken)
    {
        using var reader = DuckDbDataReader.Start(this, CommandBehavior.Default, cancellationToken);
        while (reader.NextResult(cancellationToken))
        {
        }

        return reader.RecordsAffected;
    }

    private object? Scalar(CancellationToken cancellationToken)
    {
        using var reader = DuckDbDataReader.Start(this, CommandBehavior.Default, cancellationToken);
        var value = reader.Read() ? reader.GetValue(0) : null;
        while (reader.NextResult(cancellationToken))
        {
        }

        return value;
    }

    private DuckDbSession Session()
    {
        var connection = Connection ?? throw new InvalidOperationException("The command has no connection.");
        return DbTransaction is null || DbTransaction == connection.Transaction
            ? connection.Session
            : throw new InvalidOperationException("The command's transaction is over, or is another connection's.");
    }
}
