using TradeStore.Storage.Configuration;

namespace TradeStore.CrashTests.Worker;

/// <summary>Ends the process at a step of the writer, or at a point of a move of rows, without a chance to tidy up.</summary>
/// <param name="step">Which; or a point, a plus sign and a step: the step that is reached next behind that point.</param>
/// <param name="count">The how manieth time.</param>
internal sealed class Death(string step, int count)
{
    private readonly string[] _way = step.Split('+');
    private int _left = count;
    private volatile bool _isNear = !step.Contains('+', StringComparison.Ordinal);

    public void At(WritingStep reached) => At($"{reached}");

    public void At(TieringPoint reached) => At($"{nameof(TieringPoint)}.{reached}");

    private void At(string reached)
    {
        if (_isNear && string.Equals(reached, _way[^1], StringComparison.Ordinal))
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                Environment.FailFast($"Died at {reached}, as told.");
            }

            _isNear = _way.Length == 1;
        }
        else if (_way.Length > 1 && string.Equals(reached, _way[0], StringComparison.Ordinal))
        {
            _isNear = true;
        }
    }
}
