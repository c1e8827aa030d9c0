using System.Data.Common;
using DuckDB.NET.Data;
using TradeStore.Model;

namespace TradeStore.Benchmarks.Peers;

/// <summary>The store's sixteen columns in a raw file, read row by row through DuckDB.NET's ADO.NET provider.</summary>
internal sealed class AdoTicks : IDisposable
{
    private const string Widen =
        """
        CREATE TABLE market_ticks AS
        SELECT *, CAST(NULL AS VARCHAR[]) AS conditions, CAST(NULL AS VARCHAR) AS tape, CAST(NULL AS VARCHAR) AS source,
               CAST(NULL AS UUID) AS correlation_id, ts AS ingestion_time
        FROM ticks
        """;

    private readonly DuckDBConnection _connection;

    private AdoTicks(string file)
    {
        _connection = new DuckDBConnection($"Data Source={file}");
        _connection.Open();
    }

    public static AdoTicks Create(string file, IEnumerable<Tick[]> batches)
    {
        // Closed before DuckDB.NET opens it: it would open the file a second time.
        using (var duckDb = new RawDuckDb(file))
        {
            using (var writer = new RawTickWriter(duckDb.Session))
            {
                foreach (var batch in batches)
                {
                    writer.Write(batch.Length, (chunk, first, rows) => TickChunkFill.Fill(chunk, batch.AsSpan(first, rows)));
                }
            }

            duckDb.Session.Execute(Widen);
            duckDb.Session.Execute("CHECKPOINT");
        }

        return new AdoTicks(file);
    }

    public IReadOnlyList<Tick> ReadAll()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT * FROM market_ticks";
        using var reader = command.ExecuteReader();
        var ticks = new List<Tick>();
        while (reader.Read())
        {
            ticks.Add(Read(reader));
        }

        return ticks;
    }

    public void Dispose() => _connection.Dispose();

    private static Tick Read(DbDataReader reader) => new()
    {
        Timestamp = reader.GetDateTime(0),
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
        Conditions = reader.IsDBNull(11) ? null : [.. reader.GetFieldValue<List<string>>(11)],
        Tape = reader.IsDBNull(12) ? null : reader.GetString(12),
        Source = reader.IsDBNull(13) ? null : reader.GetString(13),
        CorrelationId = reader.IsDBNull(14) ? null : reader.GetGuid(14),
        IngestionTime = reader.IsDBNull(15) ? null : reader.GetDateTime(15),
    };

    private static decimal? Decimal(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDecimal(column);
}
