using System.Text;
using System.Text.Json;
using TradeStore.Schema;

namespace TradeStore.Ingest.Encoding;

/// <summary>What a text column refuses.</summary>
internal static class TextRules
{
    /// <summary>Returns the rule a text breaks, or <see langword="null"/>.</summary>
    public static string? Check(ColumnDefinition column, string text)
    {
        if (column.IsNotEmpty && string.IsNullOrWhiteSpace(text))
        {
            return "it may not be empty.";
        }

        if (text.Length > column.MaximumLength)
        {
            return $"it has {text.Length} characters, more than {column.MaximumLength}.";
        }

        if (column.AllowedTexts.Count > 0 && !column.AllowedTexts.Contains(text, StringComparer.Ordinal))
        {
            return $"it is not one of: {string.Join(", ", column.AllowedTexts)}.";
        }

        if (!IsUnicode(text))
        {
            return "it is not valid Unicode (a lone surrogate).";
        }

        return column.Type == ColumnType.Json ? CheckJson(text) : null;
    }

    private static bool IsUnicode(string text)
    {
        foreach (var rune in text.AsSpan().EnumerateRunes())
        {
            // The enumerator gives U+FFFD for a lone surrogate; a real U+FFFD in the text is rare and allowed.
            if (rune == Rune.ReplacementChar && !text.Contains('\uFFFD'))
            {
                return false;
            }
        }

        return true;
    }

    private static string? CheckJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return null;
        }
        catch (JsonException exception)
        {
            return $"it is not valid JSON: {exception.Message}";
        }
    }
}
