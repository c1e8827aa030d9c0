using Microsoft.Extensions.Time.Testing;
using TradeStore.Access;
using TradeStore.Live;
using TradeStore.Model;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Access;

/// <summary>What callers decide at the same time, each of whom found the key as it was before.</summary>
internal sealed class ApiKeyDecisionsTests
{
    private FakeTimeProvider _clock = null!;
    private TemporaryFolder _folder = null!;
    private Store _store = null!;
    private ApiKeyDecisions _decisions = null!;
    private string _prefix = null!;

    [SetUp]
    public async Task Open()
    {
        (_clock, _folder) = (Some.Clock(), new TemporaryFolder());
        _store = await Quick.OpenAsync(_folder, o => o.TimeProvider = _clock);
        _decisions = new ApiKeyDecisions(_store.Live);
        await _store.Users.CreateAsync(new User { UserName = "ann", Role = UserRole.Writer });
        _prefix = (await _store.ApiKeys.IssueAsync("ann")).Key.KeyPrefix;
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Of_several_uses_within_a_minute_the_first_is_written()
    {
        var start = _clock.GetUtcNow().UtcDateTime;
        var uses = new List<(bool IsWritten, DateTime? LastUsed)>();
        foreach (var wait in new[] { 0, 0, 30, 29, 1, 0 })
        {
            _clock.Advance(TimeSpan.FromSeconds(wait));
            uses.Add(await UseAsync());
        }

        Assert.That(uses, Is.EqualTo(new (bool, DateTime?)[]
        {
            (true, start), (false, start), (false, start), (false, start), (true, start.AddMinutes(1)), (false, start.AddMinutes(1)),
        }));
    }

    [Test]
    public async Task A_use_after_the_key_was_revoked_lets_nobody_in_and_is_not_written()
    {
        await UseAsync();
        await DecideAsync(decision => _decisions.Revoke(decision, _prefix));
        Assert.That(await UseAsync(), Is.EqualTo((false, (DateTime?)null)));
        Assert.That(_store.ApiKeys.GetByUser("ann").Single().RevokedAt, Is.Not.Null);
    }

    private Task<(bool IsWritten, DateTime? LastUsed)> UseAsync() => DecideAsync(decision =>
    {
        var used = _decisions.Use(decision, _prefix);
        return (!decision.Rows.IsEmpty, used?.LastUsed);
    });

    private Task<TResult> DecideAsync<TResult>(Func<Decision, TResult> decide) => _store.Live.Gate.DecideAsync(decide, CancellationToken.None);
}
