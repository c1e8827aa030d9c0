using System.Text;

namespace TradeStore.DuckDb.Native;

/// <summary>Text for DuckDB: what DuckDB.NET would cut off or replace in silence is refused.</summary>
internal static class NativeText
{
    /// <summary>UTF-8 that throws instead of replacing what it cannot write.</summary>
    public static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses text that a C string would cut short or that has no UTF-8 form.</summary>
    public static string Checked(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("The text holds a NUL character, at which DuckDB would cut it off.", parameter);
        }

        try
        {
            _ = Strict.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("The text holds half a surrogate pair and has no UTF-8 form.", parameter, exception);
        }
    }
}
