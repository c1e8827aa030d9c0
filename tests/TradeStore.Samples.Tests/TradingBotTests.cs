using System.Globalization;

namespace TradeStore.Samples.Tests;

/// <summary>The sample stopped in the middle, and started again on the same folder.</summary>
[Platform(Include = "Linux", Reason = "signals are sent to the process")]
internal sealed class TradingBotTests
{
    private const string Seed = "7";
    private const int TicksAfterwards = 300;
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("tradestore-samples-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("INT")]
    [TestCase("TERM")]
    [CancelAfter(240_000)]
    public async Task Stopped_and_started_again_it_has_done_what_one_run_does(string signal, CancellationToken cancellationToken)
    {
        var (broken, whole) = (Path.Combine(_folder, "broken"), Path.Combine(_folder, "whole"));
        BotCounts first;
        using (var bot = BotProcess.Start("--store", broken, "--seed", Seed, "--speed", "300"))
        {
            await bot.WaitUntilAsync(counts => counts is { Orders: >= 3, Fills: > 0 }, cancellationToken);
            await bot.SignalAsync(signal, cancellationToken);
            first = await bot.EndAsync(cancellationToken);
        }

        var before = await StoredBot.ReadAsync(broken, cancellationToken);
        before.AssertWhole();
        before.AssertBooked();
        Assert.That(before.Counts, Is.EqualTo(first), "what was acknowledged is there, and nothing else");

        var second = await BotProcess.RunAsync(cancellationToken, Arguments(broken, TicksAfterwards));
        var after = await StoredBot.ReadAsync(broken, cancellationToken);
        after.AssertWhole();
        after.AssertBooked();
        after.AssertHolds(before);
        Assert.That(after.Counts, Is.EqualTo(first + second));

        var ticks = after.Ticks.Count / after.Ticks.DistinctBy(t => t.Symbol).Count();
        await BotProcess.RunAsync(cancellationToken, Arguments(whole, ticks));
        Assert.That(after.Deeds, Is.EquivalentTo((await StoredBot.ReadAsync(whole, cancellationToken)).Deeds), "the same signals and fills");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task Killed_it_has_lost_nothing_that_was_acknowledged_and_goes_on(CancellationToken cancellationToken)
    {
        BotCounts least;
        using (var bot = BotProcess.Start("--store", _folder, "--seed", Seed, "--speed", "300"))
        {
            least = await bot.WaitUntilAsync(counts => counts is { Orders: >= 3, Fills: > 0 }, cancellationToken);
            await bot.KilledAsync(cancellationToken);
        }

        var before = await StoredBot.ReadAsync(_folder, cancellationToken);
        Assert.That(before.Counts.Reaches(least), Is.True, $"{before.Counts} are stored, {least} were acknowledged");

        var second = await BotProcess.RunAsync(cancellationToken, Arguments(_folder, TicksAfterwards));
        var after = await StoredBot.ReadAsync(_folder, cancellationToken);
        after.AssertWhole();
        after.AssertBooked();
        after.AssertHolds(before);
        Assert.That(after.Counts, Is.EqualTo(before.Counts + second));
    }

    private static string[] Arguments(string folder, int ticks) =>
        ["--store", folder, "--seed", Seed, "--speed", "1000", "--for", ticks.ToString(CultureInfo.InvariantCulture)];
}
