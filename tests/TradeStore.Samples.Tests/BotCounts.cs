using System.Globalization;
using System.Text.RegularExpressions;

namespace TradeStore.Samples.Tests;

/// <summary>How much there is of what the bot stores, as it says itself or as the store does.</summary>
internal sealed partial record BotCounts(long Ticks, long Signals, long Orders, long Fills)
{
    public static BotCounts operator +(BotCounts left, BotCounts right) =>
        new(left.Ticks + right.Ticks, left.Signals + right.Signals, left.Orders + right.Orders, left.Fills + right.Fills);

    /// <summary>Finds counts in a line of the bot's output.</summary>
    public static BotCounts? Find(string line)
    {
        var match = Pattern().Match(line);
        return match.Success ? new BotCounts(Number("ticks"), Number("signals"), Number("orders"), Number("fills")) : null;

        long Number(string what) => long.Parse(match.Groups[what].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>Tells whether there is as much of everything, or more.</summary>
    public bool Reaches(BotCounts other) => Ticks >= other.Ticks && Signals >= other.Signals && Orders >= other.Orders && Fills >= other.Fills;

    [GeneratedRegex(
        "(?<ticks>[0-9,]+) ticks, (?<signals>[0-9,]+) signals, (?<orders>[0-9,]+) orders, (?<fills>[0-9,]+) fills",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Pattern();
}
