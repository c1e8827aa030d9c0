namespace TradeStore.Benchmarks.Ratios;

/// <summary>How a measurement is to be run.</summary>
/// <param name="Rounds">How many rounds are measured after the warm-up.</param>
/// <param name="IsQuick">Whether a few rows are enough: it then only shows that everything works, and its figures mean nothing.</param>
internal sealed record RatioRun(int Rounds, bool IsQuick)
{
    public T Pick<T>(T full, T quick) => IsQuick ? quick : full;

    /// <summary>Says something about the run; standard output is for the figures alone.</summary>
    public static void Note(string text) => Console.Error.WriteLine($"# {text}");

    /// <summary>Measures by turns, A B A B, after a warm-up of one round.</summary>
    /// <param name="sides">What to measure; each returns one figure or several, always the same number.</param>
    /// <returns>The medians, by side and figure.</returns>
    public async Task<double[][]> AlternateAsync(params Func<Task<double[]>>[] sides)
    {
        var rounds = sides.Select(_ => new List<double[]>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                var figures = await sides[side]();
                Note($"  {(round == 0 ? "warm-up" : $"round {round}")}, side {side + 1}: {string.Join(", ", figures.Select(figure => $"{figure:G5}"))}");
                if (round > 0)
                {
                    rounds[side].Add(figures);
                }
            }
        }

        return [.. rounds.Select(side => Enumerable.Range(0, side[0].Length).Select(figure => Median(side.Select(figures => figures[figure]))).ToArray())];
    }

    /// <summary>Throws when a side did not do what it should have done: a figure of it would be worth nothing.</summary>
    public static void Check(bool isRight, string what)
    {
        if (!isRight)
        {
            throw new InvalidOperationException($"The measurement is void: {what}.");
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
