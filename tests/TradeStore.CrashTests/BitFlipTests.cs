using System.Globalization;
using System.Text.RegularExpressions;
using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Files;
using TradeStore.Storage.Opening;

namespace TradeStore.CrashTests;

/// <summary>One bit is wrong somewhere: nothing is lost in silence, and what is said to be lost is all that is. <c>TRADESTORE_CRASH_FLIPS</c> sets how often.</summary>
internal sealed partial class BitFlipTests
{
    private static readonly KilledStore Killed = KilledStore.Make();

    [OneTimeTearDown]
    public static void Remove() => Killed.Dispose();

    [Test]
    public async Task A_flipped_bit_in_the_journal_loses_nothing_or_is_told()
    {
        var random = Seed.Next("journal flips");
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var flip = 0; flip < Seed.Times("TRADESTORE_CRASH_FLIPS", usual: 12, most: 300); flip++)
        {
            await TryAsync((folder, r) => BitFlip.InJournal(folder, r), random, outcomes);
        }

        Tell(outcomes);
        Assert.That(outcomes.Keys, Does.Contain("refused"), "The flips hit too little to test anything.");
    }

    [Test]
    public async Task A_flipped_bit_in_the_engines_log_loses_nothing()
    {
        var random = Seed.Next("log flips");
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var flip = 0; flip < Seed.Times("TRADESTORE_CRASH_FLIPS", usual: 12, most: 300); flip++)
        {
            var folder = Killed.Copy();
            var where = BitFlip.In(KilledStore.LogFile(folder), random);
            await using (var store = await Store.OpenAsync(folder.Root, KilledStore.Options()))
            {
                Assert.That(await Killed.CheckAsync(store), Is.Empty, where);
                Assert.That(store.OpenReport.Lost, Is.Empty, where);
                Count(outcomes, store.OpenReport.SetAside.Count > 0 ? "set aside" : "cut or read by the engine");
            }

            Directory.Delete(folder.Root, recursive: true);
        }

        Tell(outcomes);
        Assert.That(outcomes.Keys, Does.Contain("set aside"), "No flip was noticed by the engine.");
    }

    [Test]
    public async Task Flipped_bits_in_both_are_told_where_they_lose_something()
    {
        var random = Seed.Next("flips in both");
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var flip = 0; flip < Seed.Times("TRADESTORE_CRASH_FLIPS", usual: 6, most: 300); flip++)
        {
            await TryAsync((folder, r) => $"{BitFlip.In(KilledStore.LogFile(folder), r)} and {BitFlip.InJournal(folder, r)}", random, outcomes);
        }

        Tell(outcomes);
    }

    private static async Task TryAsync(Func<StoreFolder, Random, string> damage, Random random, Dictionary<string, int> outcomes)
    {
        var folder = Killed.Copy();
        var where = damage(folder, random);
        try
        {
            await using var store = await Store.OpenAsync(folder.Root, KilledStore.Options());
            Assert.That(store.OpenReport.Lost, Is.Empty, where);
            var cut = CutAt(store.OpenReport);
            Assert.That(await Killed.CheckAsync(store, sequence => sequence >= cut), Is.Empty, where);
            Count(outcomes, cut == long.MaxValue ? "whole" : "cut at the end");
        }
        catch (StoreCorruptException refusal)
        {
            Assert.That(refusal.Findings, Is.Not.Empty, where);
            await using var store = await Store.OpenAsync(folder.Root, KilledStore.Options(DamagePolicy.AcceptDataLoss));
            var report = store.OpenReport;
            Assert.That(report.Lost, Is.Not.Empty, where);
            var cut = CutAt(report);
            Assert.That(
                await Killed.CheckAsync(store, sequence => sequence >= cut || report.Lost.Any(l => sequence >= l.From && sequence <= l.To)),
                Is.Empty,
                $"{where}: {string.Join(" ", report.Lost)}");
            Count(outcomes, "refused");
        }

        Directory.Delete(folder.Root, recursive: true);
    }

    /// <summary>Returns the sequence number from which a torn tail was cut; the largest there is when none was.</summary>
    internal static long CutAt(StoreOpenReport report) => report.Findings
        .Select(f => Cut().Match(f))
        .Where(m => m.Success)
        .Select(m => long.Parse(m.Groups["at"].ValueSpan, CultureInfo.InvariantCulture))
        .DefaultIfEmpty(long.MaxValue)
        .Min();

    private static void Count(Dictionary<string, int> outcomes, string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;

    private static void Tell(Dictionary<string, int> outcomes) =>
        TestContext.Out.WriteLine(string.Join(", ", outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}: {o.Value}")));

    [GeneratedRegex(@"tail was cut at .*sequence (?<at>\d+)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Cut();
}
