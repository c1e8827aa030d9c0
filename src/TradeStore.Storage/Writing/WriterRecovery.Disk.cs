using TradeStore.Storage.Diagnostics;
using TradeStore.Storage.Errors;
using TradeStore.Storage.Tiers.Warm;

namespace TradeStore.Storage.Writing;

/// <content>What a full disk keeps from being applied waits in the journal, and reads go on.</content>
internal sealed partial class WriterRecovery
{
    private readonly CheckpointRoom _room;
    private volatile string? _waitsForDisk;

    /// <summary>Gets why the store waits for room on the disk; <see langword="null"/> while there is some.</summary>
    public string? DiskFullReason => Writer?.Shortage.Cause?.Message ?? _waitsForDisk;

    /// <summary>Does what is due, and tries again what a full disk kept from being applied.</summary>
    public void Tend()
    {
        if (Writer is null)
        {
            return;
        }

        Writer.Tend();
        if (Writer.Shortage.IsDue)
        {
            TryAgain(Writer);
        }
    }

    /// <summary>Writes everything into the database file, if the disk has room for it; tells whether it was written.</summary>
    public bool Checkpoint(CancellationToken giveUp = default)
    {
        try
        {
            Writer?.CheckpointUntilAsync(giveUp).GetAwaiter().GetResult();
            return Writer is not null;
        }
        catch (DiskFullException)
        {
            // The engine's log and the journal have all of it, and the next opening applies it.
            return false;
        }
    }

    private void WaitForDisk(Exception? cause, TimeSpan delay)
    {
        _waitsForDisk = cause?.Message;
        _options.Telemetry?.Logger.WaitingForDisk(cause, delay.TotalSeconds);
    }

    private void Announce(long handled)
    {
        if (Writer!.Shortage.Held(handled) is { } held)
        {
            Barrier.Hold(held);
        }
        else
        {
            Barrier.Advance(handled);
        }
    }

    // Reads do not wait for room: what can be seen without is seen.
    private void ReplayAsFarAsPossible()
    {
        try
        {
            Replay(_lastHandled);
        }
        catch (Exception failure) when (DiskShortage.Is(failure))
        {
            Writer!.Shortage.Begin(failure);
            WaitForDisk(failure, Writer.Shortage.Delay);
            _replay.RunInMemory(Writer, _lastHandled);
            Announce(_lastHandled);
        }
    }

    private void TryAgain(WarmWriter writer)
    {
        try
        {
            if (writer.TryFlush())
            {
                if (writer.Shortage.HoldsFrames)
                {
                    Replay(_lastHandled);
                }

                writer.Shortage.End();
                _waitsForDisk = null;
                return;
            }
        }
        catch (Exception failure) when (DiskShortage.Is(failure))
        {
            // A transaction of the replay that found room before is in the database; the rest is tried again.
        }

        writer.Shortage.GoOn();
        WaitForDisk(writer.Shortage.Cause, writer.Shortage.Delay);
    }
}
