using System.Reflection;
using TradeStore.Model;
using TradeStore.Storage.Errors;

namespace TradeStore.Import.Tests.Support;

/// <summary>Keeps what is appended; refuses batches with rows a rule names, as the store does.</summary>
internal sealed class RecordingTarget : IImportTarget
{
    public List<Tick> Ticks { get; } = [];

    public List<Bar> Bars { get; } = [];

    public List<int> BatchSizes { get; } = [];

    public Predicate<Tick> RefusesTick { get; init; } = _ => false;

    public Predicate<Bar> RefusesBar { get; init; } = _ => false;

    public Action? OnAppend { get; init; }

    public ValueTask AppendAsync(IReadOnlyList<Tick> ticks, CancellationToken cancellationToken)
    {
        Append("market_ticks", ticks, RefusesTick, Ticks);
        return ValueTask.CompletedTask;
    }

    public ValueTask AppendAsync(IReadOnlyList<Bar> bars, CancellationToken cancellationToken)
    {
        Append("ohlcv_bars", bars, RefusesBar, Bars);
        return ValueTask.CompletedTask;
    }

    private void Append<T>(string table, IReadOnlyList<T> rows, Predicate<T> refuses, List<T> into)
    {
        OnAppend?.Invoke();
        for (var i = 0; i < rows.Count; i++)
        {
            if (refuses(rows[i]))
            {
                // Only the store makes these, so its constructor is internal.
                throw (InvalidRowException)Activator.CreateInstance(
                    typeof(InvalidRowException), BindingFlags.Instance | BindingFlags.NonPublic, null, [table, i, "ts", "x", "is refused by the test"], null)!;
            }
        }

        BatchSizes.Add(rows.Count);
        into.AddRange(rows);
    }
}
