namespace TradeStore.DuckDb.Native.Handles;

/// <summary><c>duckdb_appender</c>.</summary>
internal sealed class AppenderHandle(nint handle, ConnectionHandle connection) : NativeHandle(handle, connection)
{
    /// <summary>Whether the appender was made whole: a failed one has nothing that could be cleared.</summary>
    public bool Usable { get; init; }

    protected override bool Release()
    {
        // duckdb_appender_destroy flushes what is left: rows that nobody asked to keep. Rather leak than write half a batch.
        if (Usable && NativeMethods.duckdb_appender_clear(handle) != NativeState.Success)
        {
            return false;
        }

        return NativeMethods.duckdb_appender_destroy(ref handle) == NativeState.Success;
    }
}
