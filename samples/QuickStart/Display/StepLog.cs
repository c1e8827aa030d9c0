using System.Diagnostics;
using Spectre.Console;

namespace QuickStart.Display;

/// <summary>What each step took.</summary>
internal sealed class StepLog
{
    private readonly List<(string Name, long Rows, TimeSpan Time)> _steps = [];

    /// <summary>Runs a step and notes its time and the rows it handled.</summary>
    public async Task<T> RunAsync<T>(string name, Func<Task<T>> step, Func<T, long> rows)
    {
        var watch = Stopwatch.StartNew();
        var result = await step();
        _steps.Add((name, rows(result), watch.Elapsed));
        return result;
    }

    /// <summary>Draws the steps.</summary>
    public Table ToTable()
    {
        var table = Tables.Create("What each step took", "Step", ">Rows handled", ">ms", ">Rows/s");
        foreach (var (name, rows, time) in _steps)
        {
            var hasRate = rows > 0;
            table.AddRow(
                name.EscapeMarkup(),
                hasRate ? $"{rows:N0}" : "",
                $"{time.TotalMilliseconds:N1}",
                hasRate ? $"{rows / time.TotalSeconds:N0}" : "");
        }

        return table;
    }
}
