using TradeStore.Configuration;
using TradeStore.Tiering;

namespace TradeStore.CrashTests.Worker;

/// <summary>Ends the process at a step of the writer, or at a point of a move of rows, without a chance to tidy up.</summary>
internal sealed class Death(string step, int count)
{
    private int _left = count;

    public void At(WritingStep reached) => At($"{reached}");

    public void At(TieringPoint reached) => At($"{nameof(TieringPoint)}.{reached}");

    private void At(string reached)
    {
        if (string.Equals(reached, step, StringComparison.Ordinal) && Interlocked.Decrement(ref _left) == 0)
        {
            Environment.FailFast($"Died at {reached}, as told.");
        }
    }
}
