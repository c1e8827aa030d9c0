using System.Globalization;
using System.Text.Json;
using TradeStore.DuckDb.Engine;
using TradeStore.DuckDb.Native;
using TradeStore.DuckDb.Vectors;
using TradeStore.Storage.Schema;

namespace TradeStore.Storage.Reading.AdHoc;

/// <summary>What expressions without columns stand for where they are compared with a time: the engine says it, which will compare them.</summary>
/// <param name="session">The connection.</param>
/// <param name="parameters">The values of the statement's parameters.</param>
internal sealed class TimeConstants(DuckDbSession session, IReadOnlyDictionary<string, object?> parameters)
{
    // Times that the store can hold, and no infinity.
    private const long Furthest = 1L << 58;

    // What is the same whenever it is asked: now() is not.
    private static readonly HashSet<string> Steady = new(StringComparer.OrdinalIgnoreCase)
    {
        "+", "-", "*", "make_timestamp", "make_date", "date_trunc", "trunc", "to_years", "to_months", "to_weeks", "to_days", "to_hours", "to_minutes", "to_seconds", "to_milliseconds", "to_microseconds",
    };

    /// <summary>Returns the microseconds since 1970 that an expression stands for; <see langword="null"/> when that is not certain.</summary>
    public long? Of(JsonElement expression)
    {
        if (Text(expression) is not { } text)
        {
            return null;
        }

        try
        {
            // A text is compared as the time that it says; of other types only those that are compared as TIMESTAMP, to the microsecond.
            var isText = expression.Is("class", "CONSTANT") || expression.Is("class", "PARAMETER");
            var row = session.QueryTexts($"SELECT typeof(v), epoch_us(v::TIMESTAMP)::VARCHAR FROM (SELECT {text} AS v)", columns: 2)[0];
            var isTime = row[0] is "TIMESTAMP" or "DATE" || (row[0] == "VARCHAR" && isText);
            return isTime && long.TryParse(row[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time) && time is > -Furthest and < Furthest ? time : null;
        }
        catch (DuckDbException exception) when (!exception.IsInterrupt)
        {
            // It is no time: the statement will say so.
            return null;
        }
    }

    private string? Text(JsonElement node) => node.GetProperty("class").GetString() switch
    {
        "CONSTANT" => Constant(node.GetProperty("value")),
        "PARAMETER" => parameters.TryGetValue(node.GetProperty("identifier").GetString()!, out var value) ? Parameter(value) : null,
        "CAST" => Text(node.GetProperty("child")) is { } child && TypeName(node.GetProperty("cast_type")) is { } type ? $"CAST({child} AS {type})" : null,
        "FUNCTION" => Function(node),
        _ => null,
    };

    private static string? Constant(JsonElement value)
    {
        if (!value.TryGetProperty("value", out var content) || TypeName(value.GetProperty("type")) is not { } type)
        {
            return null;
        }

        return content.ValueKind switch
        {
            JsonValueKind.String => $"CAST({TableDefinitionSql.Literal(content.GetString()!)} AS {type})",
            JsonValueKind.Number => $"CAST({content.GetRawText()} AS {type})",
            _ => null,
        };
    }

    private static string? Parameter(object? value) => value switch
    {
        string text => TableDefinitionSql.Literal(text),
        DateTime { Kind: DateTimeKind.Utc } time => Timestamp(time),
        DateTimeOffset time => Timestamp(time.UtcDateTime),
        DateOnly date => string.Create(CultureInfo.InvariantCulture, $"DATE '{date:yyyy-MM-dd}'"),
        _ => null,
    };

    private static string Timestamp(DateTime time) => TableDefinitionSql.Timestamp(TimestampConversion.ToMicroseconds(UtcTime.ToMicroseconds(time)));

    // Types without parts; their names are known to be no more than names.
    private static string? TypeName(JsonElement type) => type.GetProperty("id").GetString() is { } id
        && id is "VARCHAR" or "TIMESTAMP" or "DATE" or "INTERVAL" or "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "DOUBLE" ? id : null;

    private string? Function(JsonElement node)
    {
        var name = node.GetProperty("function_name").GetString()!;
        var children = node.GetProperty("children").EnumerateArray().Select(Text).ToList();
        if (!Steady.Contains(name) || children.Contains(null) || !node.Is("schema", "") && node.TryGetProperty("schema", out _))
        {
            return null;
        }

        return (char.IsLetter(name[0]), children.Count) switch
        {
            (true, _) => $"{name}({string.Join(", ", children)})",
            (false, 1) => $"({name} {children[0]})",
            (false, 2) => $"({children[0]} {name} {children[1]})",
            _ => null,
        };
    }
}
