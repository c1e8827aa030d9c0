using Microsoft.Data.Sqlite;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>
/// SQLite through Microsoft.Data.Sqlite: a write-ahead log that each commit flushes, a prepared insert whose parameters are reused.
/// SQLite has no decimals: prices, sizes and volumes are whole numbers of 10^-8, times microseconds since 1970.
/// </summary>
internal sealed class SqliteTicks : IEmbeddedTicks
{
    private const string CreateTable =
        """
        CREATE TABLE ticks (
            ts INTEGER NOT NULL, exchange TEXT NOT NULL, symbol TEXT NOT NULL, bid_price INTEGER, ask_price INTEGER, bid_size INTEGER,
            ask_size INTEGER, last_price INTEGER, last_size INTEGER, volume INTEGER, sequence_number INTEGER) STRICT
        """;

    private const string Insert =
        """
        INSERT INTO ticks (ts, exchange, symbol, bid_price, ask_price, bid_size, ask_size, last_price, last_size, volume, sequence_number)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const long Unit = 100_000_000;
    private const string Numbers = "(bid_price + ask_price + bid_size + ask_size + last_price + last_size + volume)";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter[] _parameters;

    public SqliteTicks(string file)
    {
        // Without a pool the file is closed with the connection.
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Execute(CreateTable);
        _insert = _connection.CreateCommand();
        _insert.CommandText = Insert;
        _parameters = [.. Enumerable.Range(1, 11).Select(number => new SqliteParameter($"${number}", number is 2 or 3 ? SqliteType.Text : SqliteType.Integer))];
        _insert.Parameters.AddRange(_parameters);
        _insert.Prepare();
    }

    public void Append(Tick[] batch)
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        foreach (var tick in batch)
        {
            _parameters[0].Value = (tick.Timestamp - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            _parameters[1].Value = tick.Exchange;
            _parameters[2].Value = tick.Symbol;
            _parameters[3].Value = Scaled(tick.BidPrice);
            _parameters[4].Value = Scaled(tick.AskPrice);
            _parameters[5].Value = Scaled(tick.BidSize);
            _parameters[6].Value = Scaled(tick.AskSize);
            _parameters[7].Value = Scaled(tick.LastPrice);
            _parameters[8].Value = Scaled(tick.LastSize);
            _parameters[9].Value = Scaled(tick.Volume);
            _parameters[10].Value = tick.SequenceNumber ?? (object)DBNull.Value;
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public TickTotals Totals()
    {
        // A sum of all of it would not fit into 64 bits.
        using var command = _connection.CreateCommand();
        command.CommandText =
            $"SELECT count(*), sum(ts - {TickTotals.DayMicroseconds}), sum({Numbers} / {Unit}), sum({Numbers} % {Unit}), sum(sequence_number) FROM ticks";
        using var reader = command.ExecuteReader();
        reader.Read();
        var numbers = reader.GetInt64(2) + (reader.GetInt64(3) / (decimal)Unit);
        return new TickTotals(reader.GetInt64(0), reader.GetInt64(1), numbers, reader.GetInt64(4));
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    private static object Scaled(decimal? value) => value is null ? DBNull.Value : TickChunkFill.Scaled(value);

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
