using System.Text;

namespace TradeStore.Telemetry.Logs;

/// <summary>Makes any text one that a column takes.</summary>
internal static class LogText
{
    private const char Ellipsis = '…';

    /// <summary>Returns a text of at most so many characters, marked where it was cut, in valid Unicode.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length > longest)
        {
            var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
            text = string.Concat(text.AsSpan(0, end), [Ellipsis]);
        }

        // Half a surrogate pair becomes the mark of what cannot be shown.
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }

    /// <summary>Does the same; a text of blanks is none.</summary>
    public static string? CutOrNull(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : Cut(text, longest);
}
