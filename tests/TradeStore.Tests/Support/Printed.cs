using FsCheck;

namespace TradeStore.Tests.Support;

/// <summary>Properties that are tried on random values, with a seed that is printed: put it into <see cref="Check"/> to run a failure again.</summary>
internal static class Printed
{
    public static void Check(Property property, int count, ulong? seed = null)
    {
        var drawn = seed ?? (ulong)Random.Shared.NextInt64();
        TestContext.Out.WriteLine($"seed {drawn}");
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(drawn, drawn | 1));
    }
}
