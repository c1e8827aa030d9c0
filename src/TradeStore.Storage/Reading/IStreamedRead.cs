using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Diagnostics;

namespace TradeStore.Storage.Reading;

/// <summary>What a stream reads.</summary>
internal interface IStreamedRead
{
    /// <summary>Takes the snapshot, on the reader's thread.</summary>
    public StreamedSnapshot Begin(Reader reader, QueryGuard guard);
}

/// <summary>A stream's snapshot, until it is disposed, and its rows.</summary>
internal abstract class StreamedSnapshot : IDisposable
{
    /// <summary>Runs what reads the rows, a chunk at a time; the caller disposes each.</summary>
    public abstract IEnumerable<DataChunk> Chunks(ObservedQuery observed);

    /// <summary>Makes the caller's error of the engine's, while the snapshot is there.</summary>
    public abstract Exception Explain(QueryGuard guard, DuckDbException failure);

    public abstract void Dispose();
}
