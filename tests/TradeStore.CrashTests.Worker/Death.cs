using TradeStore.Configuration;

namespace TradeStore.CrashTests.Worker;

/// <summary>Ends the process at a step of the writer, without a chance to tidy up.</summary>
internal sealed class Death(string step, int count)
{
    private int _left = count;

    public void At(WritingStep reached)
    {
        if (string.Equals(reached.ToString(), step, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0)
        {
            Environment.FailFast($"Died at {reached}, as told.");
        }
    }
}
