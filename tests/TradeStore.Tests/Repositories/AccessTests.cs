using Microsoft.Extensions.Time.Testing;
using TradeStore.Errors;
using TradeStore.Model;
using TradeStore.Storage.Errors;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Repositories;

internal sealed class AccessTests
{
    private TemporaryFolder _folder = null!;
    private FakeTimeProvider _clock = null!;

    [SetUp]
    public void Create() => (_folder, _clock) = (new TemporaryFolder(), new FakeTimeProvider(new DateTimeOffset(Some.Day)));

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_key_lets_its_user_in_until_it_is_revoked_also_after_reopening()
    {
        string secret;
        await using (var store = await OpenAsync())
        {
            await store.Users.CreateAsync(Ann);
            var issued = await store.ApiKeys.IssueAsync("ann", ["orders"]);
            secret = issued.Secret;
            var key = await store.ApiKeys.AuthenticateAsync(secret);
            Assert.That((key?.UserName, key?.Scopes, key?.LastUsed), Is.EqualTo(("ann", issued.Key.Scopes, Some.Day)));
        }

        await using (var store = await OpenAsync())
        {
            Assert.That((await store.ApiKeys.AuthenticateAsync(secret))?.UserName, Is.EqualTo("ann"));
            var revoked = await store.ApiKeys.RevokeAsync(store.ApiKeys.GetByUser("ann").Single().KeyPrefix);
            Assert.That(await store.ApiKeys.AuthenticateAsync(secret), Is.Null);
            _clock.Advance(TimeSpan.FromMinutes(5));
            Assert.That((await store.ApiKeys.RevokeAsync(revoked.KeyPrefix)).RevokedAt, Is.EqualTo(revoked.RevokedAt));
        }

        await using (var store = await OpenAsync())
        {
            Assert.That(await store.ApiKeys.AuthenticateAsync(secret), Is.Null);
        }
    }

    [Test]
    public async Task A_key_is_good_only_as_it_was_issued()
    {
        await using var store = await OpenAsync();
        await store.Users.CreateAsync(Ann);
        var secret = (await store.ApiKeys.IssueAsync("ann")).Secret;
        var other = (await store.ApiKeys.IssueAsync("ann")).Secret;
        var changed = secret[..^1] + (secret[^1] == '0' ? '1' : '0');

        foreach (var text in new[] { null, "", "ts_", changed, secret + " ", secret.ToUpperInvariant(), secret[..16] + other[16..] })
        {
            Assert.That(await store.ApiKeys.AuthenticateAsync(text), Is.Null, text);
        }

        Assert.That(secret, Is.Not.EqualTo(other));
    }

    [Test]
    public async Task An_expired_key_and_one_of_a_user_who_is_not_active_let_nobody_in()
    {
        await using var store = await OpenAsync();
        await store.Users.CreateAsync(Ann);
        var ends = (await store.ApiKeys.IssueAsync("ann", expiresAt: Some.Day.AddHours(1))).Secret;
        var stays = (await store.ApiKeys.IssueAsync("ann")).Secret;

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await store.ApiKeys.AuthenticateAsync(ends), Is.Null);
        Assert.That(await store.ApiKeys.AuthenticateAsync(stays), Is.Not.Null);

        await store.Users.DeactivateAsync("ann");
        Assert.That(await store.ApiKeys.AuthenticateAsync(stays), Is.Null);
        await store.Users.ActivateAsync("ann");
        Assert.That(await store.ApiKeys.AuthenticateAsync(stays), Is.Not.Null);
    }

    [Test]
    public async Task A_use_is_noted_once_a_minute()
    {
        await using var store = await OpenAsync();
        await store.Users.CreateAsync(Ann);
        var secret = (await store.ApiKeys.IssueAsync("ann")).Secret;

        foreach (var (wait, used) in new[] { (0, 0), (59, 0), (1, 60), (30, 60) })
        {
            _clock.Advance(TimeSpan.FromSeconds(wait));
            Assert.That((await store.ApiKeys.AuthenticateAsync(secret))?.LastUsed, Is.EqualTo(Some.Day.AddSeconds(used)));
        }
    }

    [Test]
    public async Task No_file_of_the_store_holds_a_key()
    {
        string secret;
        await using (var store = await OpenAsync())
        {
            await store.Users.CreateAsync(Ann);
            var issued = await store.ApiKeys.IssueAsync("ann");
            secret = issued.Secret[16..];
            Assert.That($"{issued}", Does.Not.Contain(secret));
        }

        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.That(System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), Does.Not.Contain(secret), file);
        }
    }

    [Test]
    public async Task What_is_refused_changes_nothing()
    {
        await using var store = await OpenAsync();
        await store.Users.CreateAsync(Ann);
        Assert.That(async () => await store.Users.CreateAsync(Ann), Throws.TypeOf<DuplicateKeyException>());
        Assert.That(async () => await store.Users.CreateAsync(Ann with { UserName = "" }), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.Users.SetRoleAsync("bob", UserRole.Admin), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.Users.SetRoleAsync("ann", UserRole.None), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.Users.SetRoleAsync("ann", UserRole.Admin, "{"), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.ApiKeys.IssueAsync("bob"), Throws.TypeOf<UnknownReferenceException>());
        Assert.That(async () => await store.ApiKeys.IssueAsync("ann", [new string('x', 256)]), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.ApiKeys.IssueAsync("ann", expiresAt: Some.Day), Throws.TypeOf<InvalidRowException>());
        Assert.That(async () => await store.ApiKeys.RevokeAsync("0123456789ab"), Throws.TypeOf<UnknownReferenceException>());

        Assert.That((await store.Users.Query().ToListAsync()).Select(u => (u.UserName, u.Role)), Is.EqualTo(new[] { ("ann", UserRole.Writer) }));
        Assert.That(await store.ApiKeys.Query().CountAsync(), Is.Zero);

        await store.Users.SetRoleAsync("ann", UserRole.Admin, "{}");
        Assert.That(store.Users.GetAll().Single(), Is.EqualTo(store.Users.Find("ann")).And.Property(nameof(User.Role)).EqualTo(UserRole.Admin));
    }

    private static User Ann { get; } = new() { UserName = "ann", Role = UserRole.Writer };

    private Task<Store> OpenAsync() => Quick.OpenAsync(_folder, o => o.TimeProvider = _clock);
}
