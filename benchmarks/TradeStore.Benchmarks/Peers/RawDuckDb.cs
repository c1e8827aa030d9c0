using TradeStore.DuckDb.Engine;

namespace TradeStore.Benchmarks.Peers;

/// <summary>DuckDB through the binding with no store above it: one file, one connection, the 11-column table <c>ticks</c>.</summary>
internal sealed class RawDuckDb : IDisposable
{
    public const string CreateTable =
        """
        CREATE TABLE ticks (
            ts TIMESTAMP, exchange VARCHAR, symbol VARCHAR, bid_price DECIMAL(18, 8), ask_price DECIMAL(18, 8), bid_size DECIMAL(18, 8),
            ask_size DECIMAL(18, 8), last_price DECIMAL(18, 8), last_size DECIMAL(18, 8), volume DECIMAL(28, 8), sequence_number BIGINT)
        """;

    public RawDuckDb(string file)
    {
        Instance = DuckDbInstance.Open(file);
        Session = Instance.Connect();
        Session.Execute(CreateTable);
    }

    public DuckDbInstance Instance { get; }

    public DuckDbSession Session { get; }

    public long Count() => Session.QueryScalar<long>("SELECT count(*) FROM ticks");

    public void Dispose()
    {
        Session.Dispose();
        Instance.Dispose();
    }
}
