namespace TradeStore.DuckDb.Native;

/// <summary><c>duckdb_state</c>: what most calls return, and what must always be looked at.</summary>
internal enum NativeState
{
    Success = 0,
    Error = 1,
}
