using Npgsql;
using NpgsqlTypes;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>What the store's ticks and bars take as tables of PostgreSQL, with the keys that one would give them there.</summary>
internal sealed class PostgresSizes : IAsyncDisposable
{
    private const string Schema = "tradestore_bench_sizes";

    // Real trades repeat in full, so that ticks have a number for a key, and the index by which they are asked for.
    private const string CreateTables =
        $"""
        DROP SCHEMA IF EXISTS {Schema} CASCADE;
        CREATE SCHEMA {Schema};
        CREATE TABLE {Schema}.ticks (
            tick_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ts timestamptz NOT NULL, exchange text NOT NULL, symbol text NOT NULL,
            bid_price numeric(18, 8), ask_price numeric(18, 8), bid_size numeric(18, 8), ask_size numeric(18, 8), last_price numeric(18, 8),
            last_size numeric(18, 8), volume numeric(28, 8), sequence_number bigint, conditions text[], tape text, source text, correlation_id uuid,
            ingestion_time timestamptz);
        CREATE INDEX ON {Schema}.ticks (symbol, ts DESC);
        CREATE TABLE {Schema}.bars (
            exchange text, symbol text, timeframe text, ts timestamptz, open numeric(18, 8) NOT NULL, high numeric(18, 8) NOT NULL,
            low numeric(18, 8) NOT NULL, close numeric(18, 8) NOT NULL, volume numeric(28, 8) NOT NULL, vwap numeric(18, 8), trade_count bigint,
            is_complete boolean NOT NULL, indicators jsonb, PRIMARY KEY (exchange, symbol, timeframe, ts));
        """;

    private readonly NpgsqlDataSource _source;

    private PostgresSizes(NpgsqlDataSource source) => _source = source;

    /// <summary>Connects to the server that TRADESTORE_BENCH_POSTGRES names; <see langword="null"/> when none is named.</summary>
    public static async Task<PostgresSizes?> ConnectAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("TRADESTORE_BENCH_POSTGRES") is not { Length: > 0 } connectionString)
        {
            return null;
        }

        var sizes = new PostgresSizes(NpgsqlDataSource.Create(connectionString));
        await sizes.ExecuteAsync(CreateTables, cancellationToken);
        return sizes;
    }

    public Task CopyAsync(IEnumerable<Tick> ticks, CancellationToken cancellationToken) => CopyAsync(
        "ticks (ts, exchange, symbol, bid_price, ask_price, bid_size, ask_size, last_price, last_size, volume, sequence_number, conditions, tape, source, correlation_id, ingestion_time)",
        ticks,
        (copy, tick) =>
        {
            Write(copy, tick.Timestamp, NpgsqlDbType.TimestampTz);
            Write(copy, tick.Exchange, NpgsqlDbType.Text);
            Write(copy, tick.Symbol, NpgsqlDbType.Text);
            foreach (var value in (decimal?[])[tick.BidPrice, tick.AskPrice, tick.BidSize, tick.AskSize, tick.LastPrice, tick.LastSize, tick.Volume])
            {
                Write(copy, value, NpgsqlDbType.Numeric);
            }

            Write(copy, tick.SequenceNumber, NpgsqlDbType.Bigint);
            Write(copy, tick.Conditions?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            Write(copy, tick.Tape, NpgsqlDbType.Text);
            Write(copy, tick.Source, NpgsqlDbType.Text);
            Write(copy, tick.CorrelationId, NpgsqlDbType.Uuid);
            Write(copy, tick.IngestionTime, NpgsqlDbType.TimestampTz);
        },
        cancellationToken);

    public Task CopyAsync(IEnumerable<Bar> bars, CancellationToken cancellationToken) => CopyAsync(
        "bars (exchange, symbol, timeframe, ts, open, high, low, close, volume, vwap, trade_count, is_complete, indicators)",
        bars,
        (copy, bar) =>
        {
            Write(copy, bar.Exchange, NpgsqlDbType.Text);
            Write(copy, bar.Symbol, NpgsqlDbType.Text);
            Write(copy, bar.Timeframe.ToName(), NpgsqlDbType.Text);
            Write(copy, bar.Timestamp, NpgsqlDbType.TimestampTz);
            foreach (var value in (decimal?[])[bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.Vwap])
            {
                Write(copy, value, NpgsqlDbType.Numeric);
            }

            Write(copy, bar.TradeCount, NpgsqlDbType.Bigint);
            Write(copy, bar.IsComplete, NpgsqlDbType.Boolean);
            Write(copy, bar.Indicators, NpgsqlDbType.Jsonb);
        },
        cancellationToken);

    /// <summary>Bytes a row of a table with its indexes, vacuumed.</summary>
    public async Task<double> BytesPerRowAsync(string table, long rows, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"VACUUM ANALYZE {Schema}.{table}", cancellationToken);
        await using var command = _source.CreateCommand($"SELECT count(*), pg_total_relation_size('{Schema}.{table}') FROM {Schema}.{table}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        Ratios.RatioRun.Check(reader.GetInt64(0) == rows, "PostgreSQL does not hold the rows");
        return (double)reader.GetInt64(1) / rows;
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"DROP SCHEMA {Schema} CASCADE", CancellationToken.None);
        await _source.DisposeAsync();
    }

    // The synchronous calls only fill a buffer.
#pragma warning disable CA1849
    private static void Write<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
    {
        if (value is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(value, type);
        }
    }

    private async Task CopyAsync<T>(string target, IEnumerable<T> rows, Action<NpgsqlBinaryImporter, T> write, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {Schema}.{target} FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            copy.StartRow();
            write(copy, row);
        }

        await copy.CompleteAsync(cancellationToken);
    }
#pragma warning restore CA1849

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
