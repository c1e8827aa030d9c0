using TradeStore.Configuration;
using TradeStore.DuckDb.Engine;
using TradeStore.Errors;
using TradeStore.Schema.Tables;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Histories;
using TradeStore.Tiering;

namespace TradeStore.Tests.Tiering;

/// <summary>Something fails at each point of each change: the open store has every row, the next run completes, and nothing is left behind.</summary>
internal sealed class TieringFaultTests
{
    private TaskCompletionSource _failed = null!;
    private Store? _open;
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
        // Tables that what came before has left may be dropped later than it is waited for.
        bool? isReached = step switch
        {
            WritingStep.Dropping => move is AgingMove.Seal or AgingMove.Merge or AgingMove.Export ? true : null,
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

    [Test]
    public async Task A_file_that_is_written_while_the_engine_is_opened_again_has_a_number_that_nothing_else_gets()
    {
        using var folder = new TemporaryFolder();
        var other = Some.Quotes(7, "OTHER").ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(3) });
        await using (var store = await Quick.OpenAsync(folder, Change))
        {
            _open = store;
            await store.Ticks.AppendAsync(Some.Quotes(5));
            var report = await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(1));
            Assert.That(report.Done.Select(d => d.Rows), Is.EqualTo(new[] { 5L }));
            var numbers = store.Parts.Maps!.Current.Segments(TickTable.Definition).Select(s => s.Id).ToList();
            Assert.That(numbers, Is.Unique.And.Exactly(2).Items);
            await store.Tiering.ExportAsync("market_ticks", Some.Day, Some.Day.AddDays(5));
        }

        await using var again = await Quick.OpenAsync(folder);
        Assert.That(await again.QueryAsync<long>("SELECT count(*) FROM market_ticks GROUP BY symbol ORDER BY symbol"), Is.EqualTo(new[] { 5L, 7L }));

        void Change(StoreOptions options) => options.Tiering.Reached = point =>
        {
            if (point == TieringPoint.Verified && _open is { Parts.Recovery.Recoveries: 0 } store)
            {
                _ = Assert.CatchAsync(() => store.Parts.Applier!.RequestAsync(_ => throw new DuckDbException(DuckDbErrorType.Fatal, "FATAL Error: injected.")));
                SpinWait.SpinUntil(() => store.Parts.Recovery!.Recoveries == 1, TimeSpan.FromSeconds(30));
                store.Ticks.AppendAsync(other).AsTask().GetAwaiter().GetResult();
                store.Parts.Tiering!.AppliedAsync().GetAwaiter().GetResult();
            }
        };
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

    private async Task RunAsync(AgingMoves moves, bool? mustBeReached, Action<StoreOptions> inject, Func<Store, Task<bool>> settle)
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
            var isReached = mustBeReached ?? _failed.Task.IsCompleted;
            if (isReached)
            {
                Assert.That(await settle(store), Is.True);
            }

            Assert.That(_failed.Task.IsCompleted, Is.EqualTo(mustBeReached ?? _failed.Task.IsCompleted));
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
