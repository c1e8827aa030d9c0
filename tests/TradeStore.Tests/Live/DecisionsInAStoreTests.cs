using TradeStore.Live;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Live;

internal sealed class DecisionsInAStoreTests
{
    private const decimal Total = 1_000m;
    private TemporaryFolder _folder = null!;
    private TemporaryFolder _copies = null!;

    [SetUp]
    public void Create() => (_folder, _copies) = (new TemporaryFolder(), new TemporaryFolder());

    [TearDown]
    public void Remove()
    {
        _folder.Dispose();
        _copies.Dispose();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Every_read_sees_the_whole_of_a_decision_or_nothing_of_it(int seed)
    {
        var random = Quick.Seeded(seed);
        await using var store = await OpenAsync();
        var accounts = store.Live.Gate.Add(new LiveTable<string, Account>(Account.Table, a => a.Name));
        await store.Live.Gate.DecideAsync(d => Fill(d, accounts), CancellationToken.None);
        var isOver = false;
        var reading = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
            {
                var sum = await store.QueryAsync<decimal>("SELECT sum(balance) FROM accounts");
                var moved = await store.QueryAsync<Moved>(
                    "SELECT a.balance, 100 + coalesce((SELECT sum(CASE WHEN to_account = a.name THEN amount ELSE -amount END) FROM transfers WHERE a.name IN (from_account, to_account)), 0) AS expected FROM accounts a");
                Assert.That(sum, Is.EqualTo(new[] { Total }));
                Assert.That(moved.All(m => m.Balance == m.Expected), Is.True);
            }
        });

        for (var i = 0; i < 40; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, random.Next(1, 20)).Select(_ => MoveAsync(store, accounts, random.Next(10), random.Next(10), random.Next(1, 30))));
        }

        Volatile.Write(ref isOver, true);
        await reading;
        Assert.That(await store.QueryAsync<decimal>("SELECT sum(balance) FROM accounts"), Is.EqualTo(new[] { Total }));
    }

    [TestCase(3)]
    public async Task What_was_decided_is_there_once_after_the_store_is_opened_again_without_being_applied(int seed)
    {
        var random = Quick.Seeded(seed);
        var expected = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var transfers = 0;
        var folder = _folder.Path;
        for (var round = 0; round < 3; round++)
        {
            await using var store = await OpenAsync(folder);
            var accounts = store.Live.Gate.Add(new LiveTable<string, Account>(Account.Table, a => a.Name));
            foreach (var (name, balance) in expected)
            {
                accounts.Acknowledge(new Account { Name = name, Balance = balance });
            }

            if (round == 0)
            {
                await store.Live.Gate.DecideAsync(d => Fill(d, accounts), CancellationToken.None);
            }

            for (var i = 0; i < 50; i++)
            {
                transfers += await MoveAsync(store, accounts, random.Next(10), random.Next(10), random.Next(1, 30)) ? 1 : 0;
            }

            expected = accounts.Rows.ToDictionary(a => a.Name, a => a.Balance, StringComparer.Ordinal);

            // What a kill now would leave: the journal, and a database that holds some of it.
            folder = Copy(folder, $"{_copies.Path}/round{round}");
        }

        await using var reopened = await OpenAsync(folder);
        var rows = await reopened.QueryAsync<Account>("SELECT name, balance, note FROM accounts");
        Assert.That(rows.ToDictionary(a => a.Name, a => a.Balance, StringComparer.Ordinal), Is.EqualTo(expected));
        Assert.That(await reopened.QueryAsync<long>("SELECT count(*) FROM transfers"), Is.EqualTo(new[] { transfers }));
        Assert.That(await reopened.QueryAsync<long>("SELECT count(DISTINCT transfer_id) FROM transfers"), Is.EqualTo(new[] { transfers }));
    }

    private static int Fill(Decision decision, LiveTable<string, Account> accounts)
    {
        for (var i = 0; i < 10; i++)
        {
            decision.Put(accounts, new Account { Name = $"account {i}", Balance = Total / 10 });
        }

        return 10;
    }

    private static Task<bool> MoveAsync(Store store, LiveTable<string, Account> accounts, int from, int to, decimal amount) => store.Live.Gate.DecideAsync(
        d =>
        {
            var source = d.Find(accounts, $"account {from}")!;
            if (from == to || source.Balance < amount)
            {
                return false;
            }

            var target = d.Find(accounts, $"account {to}")!;
            d.Put(accounts, source with { Balance = source.Balance - amount });
            d.Put(accounts, target with { Balance = target.Balance + amount });
            d.Append(Transfer.Table, new Transfer { Id = Guid.CreateVersion7(), Timestamp = Some.Day, From = source.Name, To = target.Name, Amount = amount });
            return true;
        },
        CancellationToken.None);

    private static string Copy(string folder, string target)
    {
        FolderImage.Copy(folder, target);
        return target;
    }

    private Task<Store> OpenAsync(string? folder = null) => Store.OpenAsync(folder ?? _folder.Path, Quick.Options(o =>
    {
        o.Tables.Add(Account.Table);
        o.Tables.Add(Transfer.Table);
        o.Writing.MaximumDelay = TimeSpan.FromSeconds(10);
    }));

    private sealed record Moved(decimal Balance, decimal Expected);
}
