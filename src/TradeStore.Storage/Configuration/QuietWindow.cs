using System.Globalization;
using System.Runtime.InteropServices;

namespace TradeStore.Storage.Configuration;

/// <summary>A time of every day, by UTC, in which the store may be busy with itself.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; on the next day when that is not after <paramref name="From"/>, so that two equal times are the whole day.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuietWindow(TimeOnly From, TimeOnly To)
{
    private const string Format = "HH':'mm";

    /// <summary>Reads a window as a configuration has it.</summary>
    /// <param name="text">Two times of 24 hours with a hyphen between them: <c>22:00-06:00</c>.</param>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static QuietWindow Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var window) ? window : throw new FormatException($"'{text}' is not a time of the day like 22:00-06:00.");
    }

    /// <summary>Reads a window as <see cref="Parse"/> does; returns whether it is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="window">The window.</param>
    public static bool TryParse(string? text, out QuietWindow window)
    {
        var parts = text?.Split('-', StringSplitOptions.TrimEntries) ?? [];
        var isWindow = parts.Length == 2 & TryParseTime(parts.FirstOrDefault(), out var from) & TryParseTime(parts.LastOrDefault(), out var to);
        window = isWindow ? new QuietWindow(from, to) : default;
        return isWindow;
    }

    /// <summary>Tells whether a time of the day lies within the window; its end does not.</summary>
    /// <param name="time">The time, UTC.</param>
    public bool Contains(TimeOnly time) => From < To ? time >= From && time < To : time >= From || time < To;

    /// <summary>Returns the window as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH':'mm}-{To:HH':'mm}");

    private static bool TryParseTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
