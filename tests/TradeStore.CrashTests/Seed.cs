using System.Globalization;

namespace TradeStore.CrashTests;

/// <summary>The seed of a random test: printed, and taken from <c>TRADESTORE_CRASH_SEED</c> to choose the same again.</summary>
internal static class Seed
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TRADESTORE_TEST_EFFORT") == "long";

    public static Random Next(string what)
    {
        var seed = Environment.GetEnvironmentVariable("TRADESTORE_CRASH_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        TestContext.Out.WriteLine($"{what}: TRADESTORE_CRASH_SEED={seed}");
        return new Random(seed);
    }

    /// <summary>Tells, while a long run goes on, how far it has come.</summary>
    public static void Tell(string what, int done)
    {
        if (done > 0 && done % 25 == 0)
        {
            TestContext.Progress.WriteLine($"{done} {what}");
        }
    }

    /// <summary>Returns how often to try: the number in the environment variable; otherwise the usual one, or with <c>TRADESTORE_TEST_EFFORT=long</c> the largest.</summary>
    public static int Times(string variable, int usual, int most) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : IsLong ? most : usual;
}
