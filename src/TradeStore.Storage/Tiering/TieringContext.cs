using System.Runtime.ExceptionServices;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Reading;
using TradeStore.Storage.Schema;
using TradeStore.Storage.Tiers;
using TradeStore.Storage.Writing;

namespace TradeStore.Storage.Tiering;

/// <summary>What tiering needs of an open store.</summary>
/// <param name="Folder">Where everything lies.</param>
/// <param name="StoreId">The store.</param>
/// <param name="Options">How the store is run.</param>
/// <param name="Maps">Where the rows are.</param>
/// <param name="Catalog">The tables.</param>
/// <param name="Sessions">A connection of tiering's own, which ends with the engine.</param>
/// <param name="Applier">The writer, which alone changes the manifest.</param>
internal sealed record TieringContext(StoreFolder Folder, Guid StoreId, StorageOptions Options, TierMaps Maps, TableCatalog Catalog, ReaderPool Sessions, Applier Applier)
{
    /// <summary>Gets the copies of files outside the store; <see langword="null"/> where none are kept.</summary>
    public ColdArchive? Archive { get; } = Options.Tiering.Archive is { } archive ? new ColdArchive(Path.GetFullPath(archive), Folder, point => Options.Tiering.Reached?.Invoke(point)) : null;

    /// <summary>Gets the folder of files that are not verified yet.</summary>
    public string Staging => Folder.StagingOf(StoreId);

    public TimeProvider Clock => Options.TimeProvider;

    /// <summary>Gets the time in microseconds since 1970.</summary>
    public long Now => Clock.GetUnixMicroseconds();

    /// <summary>Tells those who test where a step is.</summary>
    public void Reached(TieringPoint point) => Options.Tiering.Reached?.Invoke(point);

    /// <summary>Runs something on tiering's own connection.</summary>
    public async Task<T> RunAsync<T>(Func<DuckDbSession, T> work, CancellationToken cancellationToken)
    {
        using var lease = await Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        return await lease.RunAsync(session =>
        {
            using var guard = new QueryGuard(lease, Timeout.InfiniteTimeSpan, Clock, cancellationToken);
            try
            {
                guard.ThrowIfStopped();
                return work(session);
            }
            catch (DuckDbException exception)
            {
                throw DiskErrors.IsFull(exception) ? new DiskFullException("The disk has no room for tiering; the partition is as it was.", exception) : guard.Explain(exception, new DamageSearch(Maps.Current, Catalog.All));
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Runs a statement on tiering's own connection.</summary>
    public Task RunAsync(Action<DuckDbSession> work, CancellationToken cancellationToken) => RunAsync(
        session =>
        {
            work(session);
            return true;
        },
        cancellationToken);

    /// <summary>Waits until what was acknowledged by now is applied.</summary>
    public Task AppliedAsync() => Applier.RequestAsync(_ => Task.CompletedTask);

    /// <summary>Has the writer's thread do something and waits for what it began.</summary>
    public async Task<T> AwaitAsync<T>(Func<WarmWriter, Task<T>> work)
    {
        var begun = await AskAsync(work).ConfigureAwait(false);
        return await begun.ConfigureAwait(false);
    }

    /// <summary>Has the writer's thread do something.</summary>
    public Task AskAsync(Action<WarmWriter> work) => AskAsync(writer =>
    {
        work(writer);
        return true;
    });

    /// <summary>Has the writer's thread do something and returns what it returns.</summary>
    public async Task<T> AskAsync<T>(Func<WarmWriter, T> work)
    {
        var result = default(T)!;
        var refusal = default(ExceptionDispatchInfo);
        await Applier.RequestNextAsync(writer =>
        {
            try
            {
                result = work(writer);
            }
            catch (TradeStoreException exception)
            {
                // Whatever else is thrown on the writer's thread means that the engine has failed.
                refusal = ExceptionDispatchInfo.Capture(exception);
            }
            catch (DuckDbException exception) when (DiskShortage.Is(exception))
            {
                refusal = ExceptionDispatchInfo.Capture(new DiskFullException("The disk has no room for tiering; the partition is as it was.", exception));
            }

            return Task.CompletedTask;
        }).ConfigureAwait(false);
        refusal?.Throw();
        return result;
    }
}
