using Npgsql;
using NpgsqlTypes;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>PostgreSQL as a peer: the same 11 columns in a table of a schema of our own, durable commits.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private const string Schema = "tradestore_bench";
    private const string Columns = "ts, exchange, symbol, bid_price, ask_price, bid_size, ask_size, last_price, last_size, volume, sequence_number";

    private const string CreateTable =
        $"""
        CREATE SCHEMA IF NOT EXISTS {Schema};
        DROP TABLE IF EXISTS {Schema}.ticks;
        CREATE TABLE {Schema}.ticks (
            ts timestamptz, exchange text, symbol text, bid_price numeric(18, 8), ask_price numeric(18, 8), bid_size numeric(18, 8),
            ask_size numeric(18, 8), last_price numeric(18, 8), last_size numeric(18, 8), volume numeric(28, 8), sequence_number bigint);
        """;

    private readonly NpgsqlDataSource _source;

    private Postgres(NpgsqlDataSource source) => _source = source;

    /// <summary>Connects to the server that TRADESTORE_BENCH_POSTGRES names; <see langword="null"/> when none is named.</summary>
    /// <exception cref="NpgsqlException">A server is named and cannot be reached.</exception>
    public static async Task<Postgres?> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("TRADESTORE_BENCH_POSTGRES") is not { Length: > 0 } connectionString)
        {
            return null;
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Options = "-c synchronous_commit=on", MaxPoolSize = 32 };
        var postgres = new Postgres(NpgsqlDataSource.Create(settings));
        await postgres.EmptyAsync(cancellationToken);
        return postgres;
    }

    /// <summary>Makes the table anew.</summary>
    public Task EmptyAsync(CancellationToken cancellationToken) => ExecuteAsync(CreateTable, cancellationToken);

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand($"SELECT count(*) FROM {Schema}.ticks");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Copies batches over one connection, one binary COPY, so one commit, a batch.</summary>
    public async Task CopyAsync(IEnumerable<Tick[]> batches, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        foreach (var batch in batches)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"COPY {Schema}.ticks ({Columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
            foreach (var tick in batch)
            {
                Write(copy, tick);
            }

            await copy.CompleteAsync(cancellationToken);
        }
    }

    /// <summary>Opens a connection with a prepared single-row insert.</summary>
    public async Task<PostgresInsert> PrepareInsertAsync(CancellationToken cancellationToken) =>
        await PostgresInsert.PrepareAsync(await _source.OpenConnectionAsync(cancellationToken), $"{Schema}.ticks", Columns, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"DROP SCHEMA {Schema} CASCADE", CancellationToken.None);
        await _source.DisposeAsync();
    }

    // The synchronous calls only fill a buffer, and are what Npgsql's own examples of fast imports use.
#pragma warning disable CA1849
    private static void Write(NpgsqlBinaryImporter copy, Tick tick)
    {
        copy.StartRow();
        copy.Write(tick.Timestamp, NpgsqlDbType.TimestampTz);
        copy.Write(tick.Exchange, NpgsqlDbType.Text);
        copy.Write(tick.Symbol, NpgsqlDbType.Text);
        ReadOnlySpan<decimal?> values = [tick.BidPrice, tick.AskPrice, tick.BidSize, tick.AskSize, tick.LastPrice, tick.LastSize, tick.Volume];
        foreach (var value in values)
        {
            copy.Write(value.GetValueOrDefault(), NpgsqlDbType.Numeric);
        }

        copy.Write(tick.SequenceNumber.GetValueOrDefault(), NpgsqlDbType.Bigint);
    }
#pragma warning restore CA1849

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
