using System.Globalization;

namespace TradeStore.Benchmarks.Ratios;

/// <summary>The memory a stream needs, measured in a process of its own, where nothing else has grown the heaps and buffers before.</summary>
internal static class StreamMemory
{
    public const string Command = "stream-memory";

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs the child process over a store that nobody has open.</summary>
    /// <returns>By how many megabytes the process grew while it streamed, and how large it was at most.</returns>
    public static async Task<(double Growth, double Peak)> MeasureInChildAsync(string folder, int rows, CancellationToken cancellationToken)
    {
        var fields = await ChildProcess.RunAsync(Command, folder, cancellationToken);
        RatioRun.Check(fields.Length == 3 && fields[0] == $"{rows}", $"the child process said '{string.Join(' ', fields)}'");
        return (double.Parse(fields[1], CultureInfo.InvariantCulture), double.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    /// <summary>What the child process does: streams all ticks, and prints rows, growth and peak in megabytes.</summary>
    public static async Task<int> RunChildAsync(string folder, CancellationToken cancellationToken)
    {
        await using var store = await Store.OpenAsync(folder, cancellationToken: cancellationToken);
        var before = Environment.WorkingSet;
        var peak = before;
        var rows = 0L;
        var sum = 0L;
        await using (var sampler = TimeProvider.System.CreateTimer(_ => peak = Math.Max(peak, Environment.WorkingSet), state: null, TimeSpan.Zero, SampleEvery))
        {
            await foreach (var chunk in store.Ticks.StreamAsync(StreamColumnsVsRawDuckDb.Query, cancellationToken))
            {
                rows += chunk.RowCount;
                sum = unchecked(sum + ColumnSum.Of(chunk.Values<long>(0)));
            }
        }

        peak = Math.Max(peak, Environment.WorkingSet);
        RatioRun.Check(sum != 0, "nothing was read");
        Console.WriteLine(string.Join('\t', rows, Megabytes(peak - before), Megabytes(peak)));
        return 0;
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
}
