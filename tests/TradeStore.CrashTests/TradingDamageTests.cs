using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Journal;
using TradeStore.Storage.Opening;

namespace TradeStore.CrashTests;

/// <summary>
/// Transactions in the journal are cut or have wrong bits: each is there with all its tables or with none, and what is lost is told.
/// <c>TRADESTORE_CRASH_TRADING_FLIPS</c> sets how often.
/// </summary>
internal sealed class TradingDamageTests
{
    private static readonly TradingJournal Journal = TradingJournal.Make(calls: 120);

    [OneTimeTearDown]
    public static void Remove() => Journal.Dispose();

    [Test]
    public async Task A_journal_cut_anywhere_keeps_the_calls_before_the_cut_whole_and_trading_goes_on()
    {
        var random = Seed.Next("cuts of transactions");
        var ends = Journal.Frames.Select(f => f.End).ToList();
        var last = ends[^1];
        var near = Enumerable.Range(0, 3).Select(_ => ends[random.Next(ends.Count)] + random.Next(-1, 2));
        foreach (var at in near.Concat(Enumerable.Range(0, 2).Select(_ => random.NextInt64(64, last))).Append(last - 1).Select(at => Math.Min(at, last)))
        {
            var folder = Journal.Copy();
            using (var segment = File.OpenWrite(TradingJournal.SegmentOf(folder)))
            {
                segment.SetLength(at);
            }

            var kept = Journal.Frames.Count(f => f.End <= at);
            var expected = Journal.Without(sequence => sequence > kept);
            await using (var store = await OpenCutAsync(folder, kept, isMarkOlder: random.Next(2) == 0, $"cut at {at}"))
            {
                Assert.That(store.OpenReport.JournalSequence, Is.EqualTo(kept), $"cut at {at}");
                Assert.That(await expected.CheckAsync(store), Is.Empty, $"cut at {at}");
                await TradeOnAsync(store);
            }

            Directory.Delete(folder.Root, recursive: true);
        }
    }

    [Test]
    public async Task A_flipped_bit_in_a_transaction_loses_it_whole_and_is_told()
    {
        var random = Seed.Next("flips in transactions");
        var refused = 0;
        for (var flip = 0; flip < Seed.Times("TRADESTORE_CRASH_TRADING_FLIPS", usual: 6, most: 150); flip++)
        {
            var folder = Journal.Copy();
            var where = BitFlip.In(TradingJournal.SegmentOf(folder), random);
            await using (var store = await OpenAsync(folder, where))
            {
                var report = store.OpenReport;
                refused += report.Lost.Count > 0 ? 1 : 0;
                var cut = BitFlipTests.CutAt(report);
                var expected = Journal.Without(s => s >= cut || report.Lost.Any(l => s >= l.From && s <= l.To));
                Assert.That(await expected.CheckPiecesAsync(store), Is.Empty, $"{where}: {string.Join(' ', report.Findings)}");
                await TradeOnAsync(store);
            }

            Directory.Delete(folder.Root, recursive: true);
        }

        TestContext.Out.WriteLine($"refused: {refused}");
        Assert.That(refused, Is.Not.Zero, "The flips hit too little to test anything.");
    }

    // A power cut leaves a mark that is older than the journal's end. A newer one tells that the cut is damage, and exactly what it has lost.
    private static async Task<Store> OpenCutAsync(StoreFolder folder, int kept, bool isMarkOlder, string where)
    {
        var mark = StoreMarkFile.Read(folder.Mark)!.Value;
        if (isMarkOlder)
        {
            StoreMarkFile.Open(folder.Mark, mark with { Acknowledged = kept }).Dispose();
            return await Store.OpenAsync(folder.Root, KilledStore.Options());
        }

        if (kept < mark.Acknowledged)
        {
            Assert.That(() => Store.OpenAsync(folder.Root, KilledStore.Options()), Throws.TypeOf<StoreCorruptException>(), where);
        }

        var store = await Store.OpenAsync(folder.Root, KilledStore.Options(DamagePolicy.AcceptDataLoss));
        Assert.That(store.OpenReport.Lost, Is.EqualTo(kept < mark.Acknowledged ? [new LostSequences(kept + 1, mark.Acknowledged)] : Array.Empty<LostSequences>()), where);
        return store;
    }

    private static async Task<Store> OpenAsync(StoreFolder folder, string where)
    {
        try
        {
            return await Store.OpenAsync(folder.Root, KilledStore.Options());
        }
        catch (StoreCorruptException refusal)
        {
            Assert.That(refusal.Findings, Is.Not.Empty, where);
            return await Store.OpenAsync(folder.Root, KilledStore.Options(DamagePolicy.AcceptDataLoss));
        }
    }

    // Whatever is lost, what is left is a state from which bots can go on.
    private static async Task TradeOnAsync(Store store)
    {
        await new TradingScript().TradeAsync(store, run: 1, calls: 40);
        Assert.That((await TradingRows.ReadAsync(store)).CompareWithMemory(store), Is.Empty);
    }
}
