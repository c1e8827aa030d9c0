using System.Text;

namespace TradeStore.DuckDb.Data;

/// <summary>
/// Writes <c>@name</c> as <c>$name</c>, where a parameter has that name: DuckDB takes <c>@</c> for the absolute value. Quoted text, quoted
/// names and comments are left alone.
/// </summary>
internal static class ParameterSyntax
{
    public static string Normalize(string sql, DuckDbParameterCollection parameters)
    {
        if (parameters.Count == 0 || !sql.Contains('@', StringComparison.Ordinal))
        {
            return sql;
        }

        var output = new StringBuilder(sql.Length);
        for (var position = 0; position < sql.Length;)
        {
            var length = TokenLength(sql, position);
            var token = sql.AsSpan(position, length);
            if (token is ['@', .. var name] && parameters.IndexOf(name) >= 0)
            {
                output.Append('$').Append(name);
            }
            else
            {
                output.Append(token);
            }

            position += length;
        }

        return output.ToString();
    }

    private static int TokenLength(string sql, int start)
    {
        var rest = sql.AsSpan(start);
        return rest switch
        {
            ['\'', ..] => Quoted(rest, '\'', escapes: IsEscapePrefix(sql.AsSpan(0, start))),
            ['"', ..] => Quoted(rest, '"', escapes: false),
            ['-', '-', ..] => Through(rest, "\n"),
            ['/', '*', ..] => Comment(rest),
            ['$', ..] => DollarQuoted(rest),
            ['@', ..] => 1 + NameLength(rest[1..]),
            _ => Math.Max(1, NameLength(rest)),
        };
    }

    // E'…' is the one kind of text in which a backslash escapes a quote; the e of date'…' is not that.
    private static bool IsEscapePrefix(ReadOnlySpan<char> before) =>
        before is [.., 'e' or 'E'] && (before.Length == 1 || !(char.IsLetterOrDigit(before[^2]) || before[^2] == '_'));

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] == '_'))
        {
            length++;
        }

        return length;
    }

    private static int Quoted(ReadOnlySpan<char> text, char quote, bool escapes)
    {
        for (var index = 1; index < text.Length; index++)
        {
            if (escapes && text[index] == '\\')
            {
                index++;
            }
            else if (text[index] == quote)
            {
                if (index + 1 < text.Length && text[index + 1] == quote)
                {
                    index++;
                }
                else
                {
                    return index + 1;
                }
            }
        }

        return text.Length;
    }

    private static int Comment(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var index = 0; index + 1 < text.Length; index++)
        {
            if (text[index] == '/' && text[index + 1] == '*')
            {
                depth++;
                index++;
            }
            else if (text[index] == '*' && text[index + 1] == '/')
            {
                depth--;
                index++;
                if (depth == 0)
                {
                    return index + 1;
                }
            }
        }

        return text.Length;
    }

    private static int DollarQuoted(ReadOnlySpan<char> text)
    {
        var tag = 1 + NameLength(text[1..]);
        if (tag >= text.Length || text[tag] != '$')
        {
            return tag;
        }

        tag++;
        var body = text[tag..].IndexOf(text[..tag], StringComparison.Ordinal);
        return body < 0 ? text.Length : tag + body + tag;
    }

    private static int Through(ReadOnlySpan<char> text, string end)
    {
        var index = text.IndexOf(end, StringComparison.Ordinal);
        return index < 0 ? text.Length : index + end.Length;
    }
}
