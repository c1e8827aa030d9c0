using System.Globalization;
using TradeStore.Tests.Support;
using TradeStore.Tests.Tiering.Histories;

namespace TradeStore.Tests.Tiering;

/// <summary>
/// Random histories of appends, late rows, corrections, sealing, exporting, merging, compacting, restoring, removing, checkpoints and reopening, against a plain
/// model: after each step every read says what the model says, and tiering did what the model says was due and nothing else; readers beside see each row exactly
/// once at every moment, until its partition is due to be removed, and then never again.
/// <c>TRADESTORE_TIERING_HISTORIES</c> sets how many (30; 300 with <c>TRADESTORE_TEST_EFFORT=long</c>), <c>TRADESTORE_TIERING_SEED</c> lives those of one store again.
/// </summary>
internal sealed class TieringModelTests
{
    private const int HistoriesOfAStore = 15;
    private const int StepsOfAHistory = 5;
    private const int EnoughStores = 20;

    [Test]
    public async Task Whatever_is_done_to_partitions_every_row_is_seen_exactly_once()
    {
        if (Number("TRADESTORE_TIERING_SEED") is { } only)
        {
            await LiveAsync(only, new AgingCounts());
            return;
        }

        var first = Random.Shared.Next(1_000_000_000);
        var stores = ((Number("TRADESTORE_TIERING_HISTORIES") ?? Effort.Of(usual: 30, most: 300)) + HistoriesOfAStore - 1) / HistoriesOfAStore;
        TestContext.Out.WriteLine($"{stores} stores, seeds from {first}");
        var counts = new AgingCounts();
        await Parallel.ForEachAsync(Enumerable.Range(first, stores), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (seed, _) => await LiveAsync(seed, counts));
        TestContext.Out.WriteLine(counts);
        if (stores >= EnoughStores)
        {
            Assert.That(counts.Missing, Is.Empty, "what no history has met");
        }
    }

    private static async Task LiveAsync(int seed, AgingCounts counts)
    {
        await using var store = new AgingStore(new Random(seed), counts);
        try
        {
            await store.OpenAsync();
            for (var history = 0; history < HistoriesOfAStore; history++)
            {
                await store.LiveAsync(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(3 * history), StepsOfAHistory);
            }

            await store.FinishAsync();
        }
        catch (Exception exception)
        {
            Assert.Fail($"TRADESTORE_TIERING_SEED={seed}: {exception}{Environment.NewLine}{store.Steps}");
        }
    }

    private static int? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
