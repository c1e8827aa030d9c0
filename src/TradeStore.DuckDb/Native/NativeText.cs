using System.Runtime.InteropServices;
using System.Text;

namespace TradeStore.DuckDb.Native;

/// <summary>Text across the border: what C cannot carry is refused, who owns the memory is in the name.</summary>
internal static unsafe class NativeText
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

    /// <summary>Text that stays DuckDB's.</summary>
    public static string? Borrowed(byte* text) => text is null ? null : Marshal.PtrToStringUTF8((nint)text);

    /// <summary>Text that is ours to free.</summary>
    public static string? Owned(byte* text)
    {
        try
        {
            return Borrowed(text);
        }
        finally
        {
            NativeMethods.duckdb_free(text);
        }
    }
}
