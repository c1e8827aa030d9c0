using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>
/// What the compiler makes of <c>$"…"</c> in the product: the invariant culture's text, whatever the thread's culture is. SQL, names of files, messages and what is stored are never of one culture; this stands
/// before the type of the same name of the framework, which asks the thread.
/// </summary>
[InterpolatedStringHandler]
[Microsoft.CodeAnalysis.Embedded]
internal ref struct DefaultInterpolatedStringHandler
{
    private const int LengthOfHole = 11;
    private readonly StringBuilder _text;
    private StringBuilder.AppendInterpolatedStringHandler _handler;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * LengthOfHole));
        _handler = new StringBuilder.AppendInterpolatedStringHandler(literalLength, formattedCount, _text, CultureInfo.InvariantCulture);
    }

    public void AppendLiteral(string value) => _handler.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _handler.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _handler.AppendFormatted(value, format);

    public void AppendFormatted<T>(T value, int alignment) => _handler.AppendFormatted(value, alignment);

    public void AppendFormatted<T>(T value, int alignment, string? format) => _handler.AppendFormatted(value, alignment, format);

    public void AppendFormatted(ReadOnlySpan<char> value) => _handler.AppendFormatted(value);

    public void AppendFormatted(string? value) => _handler.AppendFormatted(value);

    public readonly string ToStringAndClear() => _text.ToString();
}
