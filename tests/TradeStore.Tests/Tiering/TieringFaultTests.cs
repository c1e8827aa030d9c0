using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Histories;
using TradeStore.Tiering;

namespace TradeStore.Tests.Tiering;

/// <summary>Something fails at each point of each change: the open store has every row, the next run completes, and nothing is left behind.</summary>
internal sealed class TieringFaultTests
{
    private TaskCompletionSource _failed = null!;
    private volatile bool _isArmed;

    [Test]
    public async Task A_step_that_fails_anywhere_leaves_every_row_and_is_done_the_next_time(
        [Values] AgingMove move,
        [Values(TieringPoint.Closed, TieringPoint.SliceWritten, TieringPoint.Built, TieringPoint.Flushed, TieringPoint.Verified, TieringPoint.Published, TieringPoint.Switched)] TieringPoint point)
    {
        var moves = new AgingMoves(move);
        var isReached = moves.IsToFiles || point is not (TieringPoint.Flushed or TieringPoint.Published);
        await RunAsync(
            moves,
            isReached,
            options => options.Tiering.Reached = reached => FailAt(reached == point, () => new InvalidOperationException("Injected.")),
            store => Task.FromResult(Staged(store)));
    }

    [Test]
    public async Task An_engine_that_fails_at_a_switch_or_behind_it_leaves_every_row_and_the_step_is_done_the_next_time(
        [Values] AgingMove move, [Values(WritingStep.Switching, WritingStep.Switched, WritingStep.Dropping, WritingStep.Deleting)] WritingStep step)
    {
        var moves = new AgingMoves(move);
        var isReached = step switch
        {
            WritingStep.Dropping => move is AgingMove.Seal or AgingMove.Merge or AgingMove.Export,
            WritingStep.Deleting => moves.LeavesFiles,
            _ => true,
        };
        await RunAsync(
            moves,
            isReached,
            options => options.Writing.Reached = reached => FailAt(reached == step, () => new DuckDbException(DuckDbErrorType.Fatal, "FATAL Error: injected.")),
            async store =>
            {
                if (step is WritingStep.Dropping or WritingStep.Deleting)
                {
                    await store.CheckpointAsync();
                    await _failed.Task.Soon();
                }

                while (store.Parts.Recovery!.Recoveries == 0)
                {
                    await ReadAsync(store, moves);
                }

                return true;
            });
    }

    // Once, at the first time the point is reached.
    private void FailAt(bool isThere, Func<Exception> make)
    {
        if (isThere && _isArmed)
        {
            _isArmed = false;
            _failed.SetResult();
            throw make();
        }
    }

    private async Task RunAsync(AgingMoves moves, bool isReached, Action<StoreOptions> inject, Func<Store, Task<bool>> settle)
    {
        using var folder = new TemporaryFolder();
        _failed = new TaskCompletionSource();
        var options = Quick.Options(inject);
        AgingMoves.Declare(options);
        await using (var store = await Store.OpenAsync(folder.Path, options))
        {
            await moves.PrepareAsync(store);
            options.Tiering.FileRows = 9;
            _isArmed = true;
            var failure = await CatchAsync(() => moves.MakeAsync(store));
            if (isReached)
            {
                Assert.That(await settle(store), Is.True);
            }

            Assert.That(_failed.Task.IsCompleted, Is.EqualTo(isReached));
            Assert.That(failure?.Message, isReached && options.Writing.Reached is null ? Does.Contain("Injected") : Is.Null.Or.Contains("injected").Or.Contains("opened again"));
            _isArmed = false;
            await moves.CheckAsync(store, "after the failure");
            await moves.AppendAsync(store);
            await moves.CheckAsync(store, "after more rows");
            await moves.MakeAsync(store);
            Assert.That(moves.IsMade(store) || !isReached, Is.True);
            await moves.CheckAsync(store, "done the next time");
        }

        options.Tiering.FileRows = new TieringOptions().FileRows;
        await using var again = await Store.OpenAsync(folder.Path, options);
        Debris.Check(again);
        await moves.CheckAsync(again, "reopened");
    }

    private static bool Staged(Store store) => !Directory.EnumerateFiles(store.Parts.Folder.Staging).Any();

    private static async Task<Exception?> CatchAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or DuckDbException or TradeStoreException { IsTransient: true })
        {
            return exception;
        }
    }

    private static async Task ReadAsync(Store store, AgingMoves moves)
    {
        try
        {
            await store.QueryAsync<long>($"SELECT count(*) FROM {moves.Tables[0].Name}");
        }
        catch (TradeStoreException exception) when (exception.IsTransient)
        {
            // The engine is being opened again.
        }
    }
}
