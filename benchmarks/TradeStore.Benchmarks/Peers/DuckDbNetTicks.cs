using DuckDB.NET.Data;
using TradeStore.Benchmarks.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>DuckDB as an application uses it by DuckDB.NET alone: rows by its appender, records by its data reader, default settings.</summary>
internal sealed class DuckDbNetTicks : IEmbeddedTicks
{
    private readonly DuckDBConnection _connection;

    public DuckDbNetTicks(string file)
    {
        _connection = new DuckDBConnection($"Data Source={file}");
        _connection.Open();
        Execute(RawDuckDb.CreateTable);
    }

    public void Append(Tick[] batch)
    {
        using var transaction = _connection.BeginTransaction();

        // It has no flush: what it holds is in the transaction when it is closed.
        using (var appender = _connection.CreateAppender("ticks"))
        {
            foreach (var tick in batch)
            {
                appender.CreateRow()
                    .AppendValue(tick.Timestamp)
                    .AppendValue(tick.Exchange)
                    .AppendValue(tick.Symbol)
                    .AppendValue(tick.BidPrice)
                    .AppendValue(tick.AskPrice)
                    .AppendValue(tick.BidSize)
                    .AppendValue(tick.AskSize)
                    .AppendValue(tick.LastPrice)
                    .AppendValue(tick.LastSize)
                    .AppendValue(tick.Volume)
                    .AppendValue(tick.SequenceNumber)
                    .EndRow();
            }
        }

        transaction.Commit();
    }

    public void Checkpoint() => Execute("CHECKPOINT");

    /// <summary>The ticks of a range, as they are stored.</summary>
    public IReadOnlyList<Tick> Read(DateTime from, DateTime to)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT * FROM ticks WHERE ts >= $from AND ts < $to";
        command.Parameters.Add(new DuckDBParameter("from", from));
        command.Parameters.Add(new DuckDBParameter("to", to));
        using var reader = command.ExecuteReader();
        var ticks = new List<Tick>();
        while (reader.Read())
        {
            ticks.Add(Read(reader));
        }

        return ticks;
    }

    public TickTotals Totals()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = TickTotals.Sql("ticks");
        using var reader = command.ExecuteReader();
        reader.Read();
        return new TickTotals(reader.GetInt64(0), reader.GetInt64(1), reader.GetDecimal(2), reader.GetInt64(3));
    }

    public void Dispose() => _connection.Dispose();

    private static Tick Read(DuckDBDataReader reader) => new()
    {
        Timestamp = DateTime.SpecifyKind(reader.GetDateTime(0), DateTimeKind.Utc),
        Exchange = reader.GetString(1),
        Symbol = reader.GetString(2),
        BidPrice = Decimal(reader, 3),
        AskPrice = Decimal(reader, 4),
        BidSize = Decimal(reader, 5),
        AskSize = Decimal(reader, 6),
        LastPrice = Decimal(reader, 7),
        LastSize = Decimal(reader, 8),
        Volume = Decimal(reader, 9),
        SequenceNumber = reader.IsDBNull(10) ? null : reader.GetInt64(10),
    };

    private static decimal? Decimal(DuckDBDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDecimal(column);

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
