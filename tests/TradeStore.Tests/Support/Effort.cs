namespace TradeStore.Tests.Support;

/// <summary>How often what is random is tried: as often as a change waits for, or with <c>TRADESTORE_TEST_EFFORT=long</c> as often as a release does.</summary>
internal static class Effort
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TRADESTORE_TEST_EFFORT") == "long";

    public static int Of(int usual, int most) => IsLong ? most : usual;
}
