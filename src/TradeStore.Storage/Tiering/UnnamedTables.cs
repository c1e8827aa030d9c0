using TradeStore.DuckDb.Native;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Writing;

namespace TradeStore.Storage.Tiering;

/// <summary>Tables that are filled and that no manifest names yet. They are made together: one change of the schema and one checkpoint serve all.</summary>
internal sealed class UnnamedTables(TieringContext context) : IAsyncDisposable
{
    private readonly List<Segment> _left = [];
    private WarmWriter? _writer;

    /// <summary>Makes tables.</summary>
    /// <param name="shapes">The segments that they become, but for their names.</param>
    /// <returns>The segments with their names, in the same order.</returns>
    public async Task<IReadOnlyList<Segment>> CreateAsync(IReadOnlyList<Segment> shapes)
    {
        if (shapes.Count == 0)
        {
            return [];
        }

        var made = await context.AskAsync(writer =>
        {
            _writer = writer;
            return writer.Changes.CreateUnnamed(shapes);
        }).ConfigureAwait(false);
        _left.AddRange(made);

        // The engine's log is not to hold a new table and its rows; where a read is in the way it is done later.
        await context.AwaitAsync(writer => writer.TryCheckpointAsync()).ConfigureAwait(false);
        return made;
    }

    /// <summary>Runs a statement that fills a table.</summary>
    public async Task FillAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await context.RunAsync(session => _writer!.Build(() => session.Execute(sql)), cancellationToken).ConfigureAwait(false);
        }
        catch (TradeStoreException)
        {
            // That the table is gone is no fault of the statement.
            await context.AskAsync(ThrowIfReopened).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Looks whether the tables are there still: an engine that was opened again has dropped them.</summary>
    public void ThrowIfReopened(WarmWriter writer)
    {
        if (_writer is not null && !ReferenceEquals(writer, _writer))
        {
            throw new TradeStoreException(TradeStoreErrorCode.EngineReopening, "The engine was opened again while a partition was being laid down; it is tried again next time.");
        }
    }

    /// <summary>Notes that the manifest names segments: they stay.</summary>
    public void Named(IReadOnlyCollection<Segment> segments) => _left.RemoveAll(table => segments.Any(s => s.Id == table.Id));

    /// <summary>Drops what nothing names; what cannot be dropped now is swept when the engine is opened again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_left.Count == 0)
        {
            return;
        }

        try
        {
            await context.AskAsync(writer =>
            {
                if (ReferenceEquals(writer, _writer))
                {
                    writer.Changes.DropUnnamed(_left);
                }
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TradeStoreException or ObjectDisposedException or DuckDbException)
        {
            // The store is being closed, or its engine has failed: the cause is on its way to the caller.
        }
    }
}
