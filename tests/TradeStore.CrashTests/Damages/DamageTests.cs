using TradeStore.Storage.Configuration;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Verification;

namespace TradeStore.CrashTests.Damages;

/// <summary>
/// Every part of a store goes wrong in every way, and an oracle that knows each acknowledged row looks at what opening makes of it: nothing
/// is lost in silence, nothing deleted, nothing altered, nothing hangs. Some kinds are tried, chosen by the
/// seed; <c>TRADESTORE_CRASH_DAMAGES</c> has all of them tried so often.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class DamageTests
{
    // Not a measure of speed: what takes so long will never end.
    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(2);
    private const int UsualKinds = 16;
    private static readonly string[] OfAReplay = ["store.duckdb", "store.duckdb.wal", "store.blocks", "store.mark"];
    private readonly Dictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private KnownLife _life = null!;
    private KnownLife _other = null!;

    [OneTimeSetUp]
    public async Task LiveAsync()
    {
        var random = Seed.Next("lives");
        _life = await KnownLife.LiveAsync(random.Next());
        _other = await KnownLife.LiveAsync(random.Next());
    }

    [OneTimeTearDown]
    public void Remove()
    {
        _life?.Dispose();
        _other?.Dispose();
    }

    [Test]
    public async Task An_undamaged_folder_opens_whole_at_every_moment_of_its_life()
    {
        foreach (var moment in new[] { _life.Early, _life.Middle, _life.Late, _life.Last })
        {
            var outcome = await TryAsync(moment, new DamageKind("none", _ => "nothing"), new Random(1));
            Assert.That(outcome, Is.EqualTo("whole"));
        }
    }

    [Test]
    public async Task Whatever_happens_to_a_folder_nothing_is_lost_in_silence_and_nothing_deleted()
    {
        var random = Seed.Next("damages");
        var failures = new List<string>();
        var done = 0;
        foreach (var kind in Kinds(random))
        {
            var seed = random.Next();
            Seed.Tell("damages", ++done);
            try
            {
                var outcome = await TryAsync(_life.Last, kind, new Random(seed));
                _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
                TestContext.Out.WriteLine($"{kind.Name}: {outcome}");
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Add($"{kind.Name} (seed {seed}): {exception.GetType().Name} {exception.Message}");
                TestContext.Progress.WriteLine($"{kind.Name}: FAILED (seed {seed}) {(exception is DamageException ? exception.Message : exception)}");
            }
        }

        TestContext.Out.WriteLine(string.Join(", ", _outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}: {o.Value}")));
        Assert.That(DamageKind.All, Has.Count.GreaterThanOrEqualTo(60));
        Assert.That(failures, Is.Empty, string.Join(Environment.NewLine, failures));
    }

    private static IEnumerable<DamageKind> Kinds(Random random)
    {
        var rounds = Seed.Times("TRADESTORE_CRASH_DAMAGES", usual: 0, most: 5);
        return rounds > 0
            ? Enumerable.Repeat(DamageKind.All, rounds).SelectMany(all => all)
            : DamageKind.All.OrderBy(_ => random.Next()).Take(UsualKinds).ToList();
    }

    private async Task<string> TryAsync(Moment moment, DamageKind kind, Random random)
    {
        var site = new DamageSite(_life.Copy(moment), _life, _other, random);
        var done = kind.Apply(site) ?? throw new DamageException("there is nothing to damage");

        var valued = FileTree.Valued(site.Root);
        var before = FileTree.Image(site.Root);
        var rows = new AcknowledgedRows(_life.Rows, moment.Sequence);
        string outcome;
        try
        {
            await using var store = await OpenAsync(site.Root, DamagePolicy.Refuse);
            MustBe(store.OpenReport.Lost.Count == 0, $"{done}: opened although something is lost: {string.Join(", ", store.OpenReport.Lost)}");
            MustBe(!store.OpenReport.IsNew, $"{done}: taken for a new store");
            if (kind.IsWithinAFile)
            {
                await store.VerifyAsync(VerificationLevel.Checksums).WaitAsync(Endless);
            }

            outcome = await UseAsync(store, rows, random, done) ? "whole" : "whole but for damaged files";
        }
        catch (TradeStoreException refusal)
        {
            // What is met in a block of the database only when it is read may be met after the journal was replayed into it, and a checkpoint made of that.
            var changed = Differences(before, FileTree.Image(site.Root));
            MustBeEmpty(
                kind.IsWithinAFile ? changed.Where(c => !OfAReplay.Any(name => c.Contains($": {name} ", StringComparison.Ordinal))) : changed,
                $"{done}: refused ({refusal.Message}), yet something was changed");
            outcome = await OpenAllTheSameAsync(site, kind, rows, refusal, done);
        }

        MustBeEmpty(valued.Except(FileTree.Valued(site.Root)), $"{done}: something was deleted");
        if (!outcome.StartsWith("refused", StringComparison.Ordinal) || outcome.Contains("then", StringComparison.Ordinal))
        {
            // What was accepted once is not asked about again, and what was whole stays so.
            await using var store = await OpenAsync(site.Root, DamagePolicy.Refuse);
            MustBe(store.OpenReport.Lost.Count == 0, $"{done}: asked a second time about what was accepted once");
            await UseAsync(store, rows, random, $"{done}, opened again");
        }

        MustBeEmpty(valued.Except(FileTree.Valued(site.Root)), $"{done}: something was deleted at the second opening");
        Directory.Delete(site.Root, recursive: true);
        return outcome;
    }

    private static async Task<string> OpenAllTheSameAsync(DamageSite site, DamageKind kind, AcknowledgedRows rows, TradeStoreException refusal, string done)
    {
        if (refusal is StoreCorruptException corrupt)
        {
            MustBe(corrupt.Findings.Count > 0, $"{done}: refused without a finding");
        }

        try
        {
            await using var store = await OpenAsync(site.Root, DamagePolicy.AcceptDataLoss);
            MustBe(!store.OpenReport.IsNew, $"{done}: taken for a new store");
            MustBe(store.OpenReport.Findings.Count > 0, $"{done}: opened without what is lost, and without a finding");
            await UseAsync(store, rows, site.Random, $"{done} (lost: {string.Join(", ", store.OpenReport.Lost)})");
            return "refused, then opened without what it said is lost";
        }
        catch (TradeStoreException again)
        {
            MustBe(kind.MayStayClosed, $"{done}: cannot be opened under any policy: {again.Message}");
            return "refused with a way on";
        }
    }

    // Compares, then writes: a store that was opened is one that can be used.
    private static async Task<bool> UseAsync(Store store, AcknowledgedRows rows, Random random, string done)
    {
        var lost = store.OpenReport.Lost;
        var comparison = await rows.CompareAsync(store, lost).WaitAsync(Endless);
        MustBeEmpty(comparison.Wrong, done);
        rows.Forget(lost, comparison.Found.Select(f => f.Key));
        await KnownLife.AppendAsync(store, rows, random, KnownLife.Days.Last(), random.NextInt64(1L << 40, 1L << 50), 50).WaitAsync(Endless);
        var after = await rows.CompareAsync(store, []).WaitAsync(Endless);
        MustBeEmpty(after.Wrong, $"{done}, after an append");
        return comparison.Unreadable.Count == 0;
    }

    private static async Task<Store> OpenAsync(string root, DamagePolicy policy) => await Store.OpenAsync(root, KnownLife.Options(policy)).WaitAsync(Endless);

    private static IEnumerable<string> Differences(List<string> before, List<string> after) =>
        [.. before.Except(after, StringComparer.Ordinal).Select(f => $"was: {f}"), .. after.Except(before, StringComparer.Ordinal).Select(f => $"is: {f}")];

    // Not an assertion: one that is caught counts as failed all the same, and all kinds are to be tried.
    private static void MustBe(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new DamageException(otherwise);
        }
    }

    private static void MustBeEmpty(IEnumerable<string> wrong, string what)
    {
        var found = wrong.Take(10).ToList();
        MustBe(found.Count == 0, $"{what}:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", found)}");
    }

    private sealed class DamageException(string message) : Exception(message);
}
