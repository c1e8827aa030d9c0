using Npgsql;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>One connection's prepared insert of one row; each call is a commit.</summary>
internal sealed class PostgresInsert : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;

    private PostgresInsert(NpgsqlConnection connection, NpgsqlCommand command)
    {
        _connection = connection;
        _command = command;
    }

    public static async Task<PostgresInsert> PrepareAsync(NpgsqlConnection connection, string table, string columns, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"INSERT INTO {table} ({columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", connection);
        command.Parameters.Add(new NpgsqlParameter<DateTime>());
        command.Parameters.Add(new NpgsqlParameter<string>());
        command.Parameters.Add(new NpgsqlParameter<string>());
        for (var price = 0; price < 7; price++)
        {
            command.Parameters.Add(new NpgsqlParameter<decimal>());
        }

        command.Parameters.Add(new NpgsqlParameter<long>());
        await command.PrepareAsync(cancellationToken);
        return new PostgresInsert(connection, command);
    }

    public Task CommitAsync(Tick tick, CancellationToken cancellationToken)
    {
        ((NpgsqlParameter<DateTime>)_command.Parameters[0]).TypedValue = tick.Timestamp;
        ((NpgsqlParameter<string>)_command.Parameters[1]).TypedValue = tick.Exchange;
        ((NpgsqlParameter<string>)_command.Parameters[2]).TypedValue = tick.Symbol;
        ReadOnlySpan<decimal?> values = [tick.BidPrice, tick.AskPrice, tick.BidSize, tick.AskSize, tick.LastPrice, tick.LastSize, tick.Volume];
        for (var value = 0; value < values.Length; value++)
        {
            ((NpgsqlParameter<decimal>)_command.Parameters[3 + value]).TypedValue = values[value].GetValueOrDefault();
        }

        ((NpgsqlParameter<long>)_command.Parameters[10]).TypedValue = tick.SequenceNumber.GetValueOrDefault();
        return _command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
