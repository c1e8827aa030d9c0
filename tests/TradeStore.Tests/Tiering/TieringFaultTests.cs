using DuckDB.NET.Native;
using TradeStore.Configuration;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Tables;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Faults;
using TradeStore.Tests.Tiering.Histories;

namespace TradeStore.Tests.Tiering;

/// <summary>
/// Something fails at each point of each change: the open store has every row, the next run completes, and nothing is left behind.
/// A case is of one table; each point and each change meets all of them in turn.
/// </summary>
internal sealed class TieringFaultTests
{
    private const int Moves = 5;
    private const int TablesOfEachRule = 4;

    private static readonly FaultPlace[] Places =
    [
        .. new[] { TieringPoint.Closed, TieringPoint.SliceWritten, TieringPoint.Built, TieringPoint.Flushed, TieringPoint.Verified, TieringPoint.Published, TieringPoint.Switched }
            .Select(p => new FaultPlace(p)),

        // To close a segment changes the manifest, too.
        .. new[] { WritingStep.Switching, WritingStep.Switched }.SelectMany(s => new[] { new FaultPlace(null, s), new FaultPlace(TieringPoint.Verified, s) }),
        .. new[] { WritingStep.Dropping, WritingStep.Deleting }.Select(s => new FaultPlace(TieringPoint.Verified, s)),
    ];

    // Each place meets tables of each rule for duplicates: all tables in the five changes, or the first four where fewer get there.
    private static IEnumerable<object[]> Cases =>
        from place in Places.Index()
        let moves = Enum.GetValues<AgingMove>().Where(m => GetsTo(m, place.Item)).ToArray()
        from nth in Enumerable.Range(0, Math.Max(moves.Length, TablesOfEachRule))
        select new object[] { moves[nth % moves.Length], place.Item, moves.Length == Moves ? nth + place.Index : nth };

    [TestCaseSource(nameof(Cases))]
    public async Task A_change_that_fails_anywhere_leaves_every_row_and_is_made_the_next_time(AgingMove move, FaultPlace place, int turn)
    {
        using var folder = new TemporaryFolder();
        var (moves, fault) = (new AgingMoves(move, turn), new InjectedFault(place));
        var options = Quick.Options(fault.Watch);
        options.Engine.Threads = 1;
        AgingMoves.Declare(options);
        await using (var store = await Quick.OpenAsync(folder.Path, options))
        {
            await moves.PrepareAsync(store);
            options.Tiering.FileRows = 9;
            fault.Arm();
            var failure = await CatchAsync(() => moves.MakeAsync(store));
            await fault.HappenedAsync(store);
            Assert.That(failure?.Message, place.IsOfEngine ? Is.Null.Or.Contains("injected").Or.Contains("opened again") : Does.Contain("Injected"));
            Assert.That(place.IsOfEngine || !Directory.EnumerateFiles(store.Parts.Folder.Staging, "*", SearchOption.AllDirectories).Any(), Is.True);
            await moves.CheckAsync(store, "after the failure");
            await moves.AppendAsync(store);
            await moves.MakeAsync(store);
            Assert.That(moves.IsMade(store), Is.True);
            await moves.CheckAsync(store, "made the next time");
            if (!place.IsOfEngine)
            {
                // What an engine that fails has left is swept when the store is opened.
                await Debris.CheckSettledAsync(store);
            }
        }

        options.Tiering.FileRows = new TieringOptions().FileRows;
        await using var again = await Store.OpenAsync(folder.Path, options);
        Debris.Check(again);
        await moves.CheckAsync(again, "reopened");
    }

    [Test]
    public async Task A_file_that_is_written_while_the_engine_is_opened_again_has_a_number_that_nothing_else_gets()
    {
        using var folder = new TemporaryFolder();
        var opened = default(Store);
        var other = Some.Quotes(7, "OTHER").ConvertAll(t => t with { Timestamp = t.Timestamp.AddDays(3) });
        await using (var store = await Quick.OpenAsync(folder, Change))
        {
            opened = store;
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
            if (point == TieringPoint.Verified && opened is { Parts.Recovery.Recoveries: 0 } store)
            {
                _ = Assert.CatchAsync(() => store.Parts.Applier!.RequestAsync(_ => throw new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected.")));
                SpinWait.SpinUntil(() => store.Parts.Recovery!.Recoveries == 1, TimeSpan.FromSeconds(30));
                store.Ticks.AppendAsync(other).AsTask().GetAwaiter().GetResult();
                store.Parts.Tiering!.AppliedAsync().GetAwaiter().GetResult();
            }
        };
    }

    private static bool GetsTo(AgingMove move, FaultPlace place) => place switch
    {
        { Point: TieringPoint.Flushed or TieringPoint.Published } => AgingMoves.IsToFiles(move),
        { Step: WritingStep.Deleting } => move is AgingMove.MergeFiles or AgingMove.Restore,
        { Point: null } => move != AgingMove.Export,
        _ => true,
    };

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
}
