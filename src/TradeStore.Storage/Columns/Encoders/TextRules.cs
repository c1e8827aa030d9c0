using System.Buffers;
using System.Text;
using System.Text.Json;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Columns.Encoders;

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

    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
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
