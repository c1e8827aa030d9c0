using TradeStore.Live;

namespace TradeStore.Tests.Live;

internal sealed class KeyedLockTests
{
    private readonly KeyedLock<string> _lock = new();

    [Test]
    public async Task Of_those_with_the_same_key_one_runs_at_a_time_and_others_do_not_wait()
    {
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasBegun = false;
        var one = _lock.RunAsync(["a"], () => first.Task, CancellationToken.None);
        var two = _lock.RunAsync(["a"], () => { hasBegun = true; return second.Task; }, CancellationToken.None);
        Assert.That(await _lock.RunAsync(["b"], () => Task.FromResult(3), CancellationToken.None), Is.EqualTo(3));
        Assert.That((hasBegun, _lock.Count), Is.EqualTo((false, 1)));

        first.SetResult(1);
        second.SetResult(2);
        Assert.That(await Task.WhenAll(one, two), Is.EqualTo(new[] { 1, 2 }));
        Assert.That((hasBegun, _lock.Count), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task One_that_fails_or_stops_waiting_is_no_hindrance_to_the_next()
    {
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancellation = new CancellationTokenSource();
        var failing = _lock.RunAsync(["a"], () => first.Task, CancellationToken.None);
        var waiting = _lock.RunAsync(["a"], () => Task.FromResult(2), cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        first.SetException(new InvalidOperationException());
        Assert.That(async () => await failing, Throws.InvalidOperationException);
        Assert.That(await _lock.RunAsync(["a"], () => Task.FromResult(3), CancellationToken.None), Is.EqualTo(3));
        Assert.That(_lock.Count, Is.Zero);
    }

    [Test]
    public async Task Those_with_several_keys_hold_all_of_them_in_whatever_order_they_name_them()
    {
        var first = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasBegun = false;
        var one = _lock.RunAsync(["b", "a", "b"], () => first.Task, CancellationToken.None);
        var two = _lock.RunAsync(["a", "b"], () => { hasBegun = true; return Task.FromResult(2); }, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var three = _lock.RunAsync(["c", "b"], () => Task.FromResult(3), cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(async () => await three, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((hasBegun, await _lock.RunAsync(["c"], () => Task.FromResult(4), CancellationToken.None)), Is.EqualTo((false, 4)));

        first.SetResult(1);
        Assert.That(await Task.WhenAll(one, two), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(_lock.Count, Is.Zero);
    }
}
