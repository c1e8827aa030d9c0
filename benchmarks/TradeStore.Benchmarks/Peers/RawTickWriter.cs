using DuckDB.NET.Native;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Vectors;

namespace TradeStore.Benchmarks.Peers;

/// <summary>Appends to the raw table by data chunks filled vector by vector, one durable transaction a batch.</summary>
internal sealed class RawTickWriter : IDisposable
{
    private readonly DuckDbSession _session;
    private readonly LogicalType[] _types =
    [
        LogicalType.Of(DuckDBType.Timestamp), LogicalType.Of(DuckDBType.Varchar), LogicalType.Of(DuckDBType.Varchar),
        LogicalType.Decimal(18, 8), LogicalType.Decimal(18, 8), LogicalType.Decimal(18, 8), LogicalType.Decimal(18, 8),
        LogicalType.Decimal(18, 8), LogicalType.Decimal(18, 8), LogicalType.Decimal(28, 8), LogicalType.Of(DuckDBType.BigInt),
    ];

    private readonly DataChunk _chunk;
    private readonly ChunkAppender _appender;

    public RawTickWriter(DuckDbSession session)
    {
        _session = session;
        _chunk = DataChunk.Create(_types);
        _appender = session.CreateAppender("ticks");
    }

    /// <summary>Writes rows in a transaction of their own.</summary>
    /// <param name="count">How many rows there are.</param>
    /// <param name="fill">Fills a chunk with a number of rows, starting at a row.</param>
    public void Write(int count, Action<DataChunk, int, int> fill)
    {
        _session.Execute("BEGIN");
        for (var first = 0; first < count; first += DataChunk.Capacity)
        {
            var rows = Math.Min(DataChunk.Capacity, count - first);
            _chunk.Reset();
            fill(_chunk, first, rows);
            _chunk.RowCount = rows;
            _appender.Append(_chunk);
        }

        _appender.Flush();
        _session.Execute("COMMIT");
    }

    public void Dispose()
    {
        _appender.Dispose();
        _chunk.Dispose();
        foreach (var type in _types)
        {
            type.Dispose();
        }
    }
}
