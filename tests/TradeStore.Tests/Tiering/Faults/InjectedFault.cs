using DuckDB.NET.Native;
using TradeStore.Configuration;
using TradeStore.DuckDb.Native;
using TradeStore.Storage.Configuration;
using TradeStore.Tests.Support;

namespace TradeStore.Tests.Tiering.Faults;

/// <summary>Something that happens to an open store once, at a place, after it was armed.</summary>
/// <param name="place">Where.</param>
/// <param name="happen">What; something that fails unless given.</param>
internal sealed class InjectedFault(FaultPlace place, Action? happen = null)
{
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isArmed;
    private volatile bool _isBehind;

    public void Watch(StoreOptions options)
    {
        options.Tiering.Reached = At;
        options.Writing.Reached = At;
    }

    public void Arm() => (_isArmed, _isBehind) = (true, place.Point is null);

    /// <summary>Waits until it has happened and, where the engine has failed, until that was opened again.</summary>
    public async Task HappenedAsync(Store store)
    {
        if (place.IsAfterwards && !_happened.Task.IsCompleted)
        {
            await store.CheckpointAsync().Soon();
        }

        await _happened.Task.Soon();

        // The writer opens the engine again before it answers anybody.
        await store.Parts.Tiering!.AppliedAsync().Soon();
        Assert.That(store.Parts.Recovery!.Recoveries, Is.EqualTo(place.IsOfEngine && happen is null ? 1 : 0));
    }

    private void At(TieringPoint reached)
    {
        if (_isArmed && reached == place.Point)
        {
            if (place.Step is null)
            {
                Happen(() => new InvalidOperationException("Injected."));
            }

            _isBehind = true;
        }
    }

    private void At(WritingStep reached)
    {
        if (_isArmed && _isBehind && reached == place.Step)
        {
            Happen(() => new DuckDbException(DuckDBErrorType.Fatal, "FATAL Error: injected."));
        }
    }

    private void Happen(Func<Exception> failure)
    {
        _isArmed = false;
        if (happen is null)
        {
            _happened.SetResult();
            throw failure();
        }

        happen();
        _happened.SetResult();
    }
}
