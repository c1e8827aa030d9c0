using Microsoft.Extensions.Time.Testing;
using TradeStore.Errors;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Schema;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class ConfigurationTests
{
    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _clock = Some.Clock();
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_new_version_ends_the_open_one_and_what_was_in_force_survives_reopening()
    {
        var begun = _clock.GetUtcMicroseconds();
        await using (var store = await OpenAsync())
        {
            await store.Configurations.PutAsync("b", """{"n":1}""", createdBy: "ann");
            _clock.Advance(TimeSpan.FromHours(1));
            var second = await store.Configurations.PutAsync("b", """{"n":2}""");
            Assert.That((second.Version, second.EffectiveFrom, second.EffectiveTo), Is.EqualTo((2L, begun.AddHours(1), (DateTime?)null)));
            Assert.That((await store.Configurations.PutAsync("other", "{}")).Version, Is.EqualTo(1));
        }

        await using var reopened = await OpenAsync();
        var versions = reopened.Configurations.GetVersions("b");
        Assert.That(versions.Select(v => (v.Version, v.EffectiveTo, v.CreatedBy)), Is.EqualTo(new (long, DateTime?, string?)[] { (1, begun.AddHours(1), "ann"), (2, null, null) }));
        Assert.That(await reopened.Configurations.Query().Where(c => c.BotId == "b").OrderBy(c => c.Version).ToListAsync(), Is.EqualTo(versions));
        Assert.That(reopened.Configurations.GetInForce("b", begun.AddTicks(-10)), Is.Null);
        Assert.That(reopened.Configurations.GetInForce("b", begun)!.Version, Is.EqualTo(1));
        Assert.That(reopened.Configurations.GetInForce("b", begun.AddHours(1).AddTicks(-10))!.Version, Is.EqualTo(1));
        Assert.That(reopened.Configurations.GetInForce("b", begun.AddHours(1))!.Version, Is.EqualTo(2));
        Assert.That(() => reopened.Configurations.GetInForce("b", DateTime.SpecifyKind(begun, DateTimeKind.Local)), Throws.ArgumentException);
    }

    [Test]
    public async Task What_is_refused_leaves_the_versions_as_they_were()
    {
        await using var store = await OpenAsync();
        var bounded = await store.Configurations.PutAsync("b", "{}", Some.Day, Some.Day.AddDays(1));
        var later = await store.Configurations.PutAsync("b", "{}", Some.Day.AddDays(2));

        var error = await Assert.ThrowsAsync<ConfigurationOverlapException>(async () => await store.Configurations.PutAsync("b", "{}", Some.Day.AddHours(1), Some.Day.AddHours(2)));
        Assert.That((error.Code, error.Refused.Version, error.Existing), Is.EqualTo((TradeStoreErrorCode.ConfigurationOverlap, 3L, bounded)));
        Assert.That(error.Message, Does.Contain("Version 3").And.Contain("version 1"));
        Assert.That(
            async () => await store.Configurations.PutAsync("b", "{}", Some.Day.AddDays(1)),
            Throws.TypeOf<ConfigurationOverlapException>().With.Property("Existing").EqualTo(later));
        Assert.That(async () => await store.Configurations.PutAsync("b", "{}", Some.Day.AddDays(2)), Throws.TypeOf<ConfigurationOverlapException>());
        Assert.That(async () => await store.Configurations.PutAsync("b", "{}", Some.Day.AddDays(9), Some.Day.AddDays(9)), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.Configurations.PutAsync("b", "{", Some.Day.AddDays(9)), Throws.TypeOf<InvalidRowException>());
        Assert.That(
            async () => await store.Configurations.PutAsync("b", "{}", DateTime.SpecifyKind(Some.Day.AddDays(9), DateTimeKind.Unspecified)),
            Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.Configurations.PutAsync("b", "{}", Some.Day.AddHours(2), Some.Day.AddHours(1)), Throws.TypeOf<InvalidRowException>());
        Assert.That(
            async () => await store.Configurations.PutAsync("b", "{}", DateTime.SpecifyKind(Some.Day, DateTimeKind.Local), Some.Day.AddHours(1)),
            Throws.TypeOf<InvalidRowException>().With.Property("Column").EqualTo("effective_from"));
        Assert.That(async () => await store.Configurations.PutAsync("x", "{}"), Throws.TypeOf<UnknownReferenceException>());

        Assert.That(store.Configurations.GetVersions("b"), Is.EqualTo(new[] { bounded, later }));
        Assert.That(await store.Configurations.Query().CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Ranges_never_overlap_whatever_is_put([Range(1, 6)] int seed)
    {
        var random = Quick.Seeded(seed);
        await using var store = await OpenAsync();
        var reference = new int[40];
        var openFrom = int.MaxValue;
        var last = 0;
        for (var put = 0; put < 25; put++)
        {
            var from = random.Next(39);
            var to = random.Next(3) == 0 ? (int?)null : random.Next(from + 1, 40);
            try
            {
                await store.Configurations.PutAsync("b", "{}", Some.Day.AddMinutes(from), to is { } end ? Some.Day.AddMinutes(end) : null);
            }
            catch (ConfigurationOverlapException)
            {
                Assert.That(IsFree(reference, openFrom, from, to), Is.False, $"{from} to {to} was refused");
                continue;
            }

            Assert.That(IsFree(reference, openFrom, from, to), Is.True, $"{from} to {to} was taken");
            Take(reference, ref openFrom, from, to, ++last);
            for (var minute = 0; minute < reference.Length; minute++)
            {
                var at = Some.Day.AddMinutes(minute);
                Assert.That(store.Configurations.GetInForce("b", at)?.Version ?? 0, Is.EqualTo(reference[minute]));
                Assert.That(store.Configurations.GetVersions("b").Count(v => v.EffectiveFrom <= at && (v.EffectiveTo ?? DateTime.MaxValue) > at), Is.LessThan(2));
            }
        }

        Assert.That(last, Is.GreaterThan(1));
    }

    // Minute by minute: each is free, or of the version without an end that began before.
    private static bool IsFree(int[] reference, int openFrom, int from, int? to)
    {
        var open = openFrom < from ? reference[openFrom] : 0;
        return Enumerable.Range(from, (to ?? reference.Length) - from).All(minute => reference[minute] == 0 || reference[minute] == open);
    }

    private static void Take(int[] reference, ref int openFrom, int from, int? to, int version)
    {
        if (openFrom < from)
        {
            Array.Clear(reference, from, reference.Length - from);
            openFrom = int.MaxValue;
        }

        Array.Fill(reference, version, from, (to ?? reference.Length) - from);
        openFrom = to is null ? from : openFrom;
    }

    private async Task<Store> OpenAsync()
    {
        var store = await Quick.OpenAsync(_folder, options => options.TimeProvider = _clock);
        foreach (var bot in new[] { "b", "other" }.Where(b => store.Bots.Find(b) is null))
        {
            await store.Bots.RegisterAsync(Some.Bot(bot));
        }

        return store;
    }
}
