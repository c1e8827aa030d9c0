using TradeStore.Live;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Ingest;
using TradeStore.Storage.Schema;

namespace TradeStore.Tests.Live;

internal sealed class DecisionGateTests
{
    private IngestLane _lane = null!;
    private DecisionGate _gate = null!;
    private LiveTable<string, Account> _accounts = null!;
    private IdentitySet _ids = null!;

    [SetUp]
    public void Create()
    {
        _lane = new IngestLane(Lane.Trading, 1 << 20, TimeSpan.FromSeconds(10), TimeProvider.System, wake: () => { });
        _gate = new DecisionGate(_lane, TimeProvider.System, new TableCatalog([]));
        _accounts = _gate.Add(new LiveTable<string, Account>(Account.Table, a => a.Name, a => a.Note != "closed"));
        _ids = _gate.Add(new IdentitySet());
    }

    [Test]
    public void A_decision_is_seen_by_the_next_one_at_once_and_by_everybody_else_when_it_is_acknowledged()
    {
        var put = PutAsync("A", 10);

        Assert.That(_accounts.Find("A"), Is.Null);
        Assert.That(_gate.Read(d => d.Find(_accounts, "A"))!.Balance, Is.EqualTo(10));
        Publish(Take());
        Assert.That(_accounts.Find("A")!.Balance, Is.EqualTo(10));
        Assert.That(async () => await put, Throws.Nothing);
    }

    [Test]
    public void What_rests_on_a_write_that_fails_fails_with_it_and_the_state_is_again_what_the_journal_says()
    {
        _ = PutAsync("A", 10, id: "first");
        Publish(Take());
        var failing = PutAsync("A", 20, id: "second");
        var group = Take();
        var resting = PutAsync("A", 30, id: "third");
        var reason = new DiskFullException("full");

        _gate.Withdraw([group], reason);
        group.Fail(reason);

        Assert.That(async () => await failing, Throws.TypeOf<DiskFullException>());
        Assert.That(async () => await resting, Throws.TypeOf<DiskFullException>());
        Assert.That(_lane.TryTake(out _), Is.False);
        Assert.That(_accounts.Find("A")!.Balance, Is.EqualTo(10));
        Assert.That(_gate.Read(d => d.Find(_accounts, "A"))!.Balance, Is.EqualTo(10));
        Assert.That(_gate.Read(d => (d.Knows(_ids, IdentitySet.Of("first")), d.Knows(_ids, IdentitySet.Of("second")), d.Knows(_ids, IdentitySet.Of("third")))), Is.EqualTo((true, false, false)));
    }

    [Test]
    public async Task A_write_that_needs_no_decision_survives_the_failure_of_others()
    {
        _ = PutAsync("A", 10);
        var group = Take();
        var free = new PendingWrite(Account.Table.Encoder.Encode([new Account { Name = "B", Balance = 1 }], 0));
        await _lane.EnqueueAsync(free, default);

        _gate.Withdraw([group], new DiskFullException("full"));
        group.Fail(new DiskFullException("full"));

        Assert.That(_lane.TryTake(out var left), Is.True);
        Assert.That(left, Is.SameAs(free));
        free.Release();
    }

    [Test]
    public async Task A_row_that_is_refused_leaves_no_trace_of_its_decision()
    {
        var refused = _gate.DecideAsync(
            d =>
            {
                d.TryClaim(_ids, IdentitySet.Of("x"));
                d.Put(_accounts, new Account { Name = "A", Balance = 1 });
                d.Put(_accounts, new Account { Name = "B", Balance = -1 });
                return 0;
            },
            CancellationToken.None);

        var error = (await Assert.ThrowsAsync<InvalidRowException>(async () => await refused))!;
        Assert.That((error.Table, error.RowIndex, error.Column, error.Value), Is.EqualTo(("accounts", 1, "balance", (object)(-1m))));
        Assert.That(_lane.TryTake(out _), Is.False);
        Assert.That(_gate.Read(d => d.Find(_accounts, "A") is null && !d.Knows(_ids, IdentitySet.Of("x"))), Is.True);
    }

    [Test]
    public void An_id_is_taken_once_within_a_decision_and_across_decisions()
    {
        var claims = new List<bool>();
        _ = _gate.DecideAsync(
            d =>
            {
                claims.AddRange([d.TryClaim(_ids, IdentitySet.Of("x")), d.TryClaim(_ids, IdentitySet.Of("x")), d.TryClaim(_ids, IdentitySet.Of("y"))]);
                d.Put(_accounts, new Account { Name = "A", Balance = 1 });
                return 0;
            },
            CancellationToken.None);
        claims.Add(_gate.Read(d => d.TryClaim(_ids, IdentitySet.Of("x"))));
        Publish(Take());
        claims.Add(_gate.Read(d => d.TryClaim(_ids, IdentitySet.Of("y"))));

        Assert.That(claims, Is.EqualTo(new[] { true, false, true, false, false }));
    }

    [Test]
    public void A_decision_to_write_nothing_waits_for_what_it_rests_on()
    {
        _ = PutAsync("A", 10);
        var nothing = _gate.DecideAsync(d => d.Find(_accounts, "A")!.Balance, CancellationToken.None);

        Assert.That(nothing.IsCompleted, Is.False);
        Publish(Take());
        Assert.That(async () => await nothing, Is.EqualTo(10));
    }

    [Test]
    public void A_row_that_is_not_kept_leaves_memory_when_it_is_acknowledged_and_not_before()
    {
        _ = PutAsync("A", 10);
        Publish(Take());
        _ = PutAsync("A", 0, note: "closed");

        Assert.That(_accounts.Find("A")!.Balance, Is.EqualTo(10));
        Assert.That(_gate.Read(d => d.Find(_accounts, "A"))!.Note, Is.EqualTo("closed"));
        Publish(Take());
        Assert.That(_accounts.Find("A"), Is.Null);
        Assert.That(_gate.Read(d => d.Find(_accounts, "A")), Is.Null);
    }

    [Test]
    public void An_older_acknowledgement_does_not_hide_a_later_decision()
    {
        _ = PutAsync("A", 10);
        _ = PutAsync("A", 20);
        Publish(Take());

        Assert.That(_accounts.Find("A")!.Balance, Is.EqualTo(10));
        Assert.That(_gate.Read(d => d.Find(_accounts, "A"))!.Balance, Is.EqualTo(20));
    }

    [Test]
    public void A_full_lane_is_waited_for_before_anything_is_decided()
    {
        var lane = new IngestLane(Lane.Trading, 1, TimeSpan.FromSeconds(10), TimeProvider.System, wake: () => { });
        var gate = new DecisionGate(lane, TimeProvider.System, new TableCatalog([]));
        var accounts = gate.Add(new LiveTable<string, Account>(Account.Table, a => a.Name));
        _ = gate.DecideAsync(Put, CancellationToken.None);
        var decided = 0;
        var waiting = gate.DecideAsync(d => { decided++; return Put(d); }, CancellationToken.None);

        Assert.That(decided, Is.Zero);
        lane.TryTake(out var first);
        first!.Release();
        Assert.That(() => decided, Is.EqualTo(1).After(5_000, 5));
        lane.TryTake(out var second);
        second!.Acknowledge();
        second.Release();
        Assert.That(async () => await waiting, Is.Zero);

        int Put(Decision d)
        {
            d.Put(accounts, new Account { Name = "A", Balance = 1 });
            return 0;
        }
    }

    private Task<bool> PutAsync(string name, decimal balance, string? note = null, string? id = null) => _gate.DecideAsync(
        d =>
        {
            d.Put(_accounts, new Account { Name = name, Balance = balance, Note = note });
            return id is null || d.TryClaim(_ids, IdentitySet.Of(id));
        },
        CancellationToken.None);

    private PendingWrite Take()
    {
        Assert.That(_lane.TryTake(out var write), Is.True);
        return write!;
    }

    private void Publish(PendingWrite write)
    {
        _gate.Publish([write]);
        write.Acknowledge();
        write.Release();
    }
}
