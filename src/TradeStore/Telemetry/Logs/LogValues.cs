using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TradeStore.Telemetry.Logs;

/// <summary>The values of a log entry: those of its scopes, outermost first, and those of its message, which go over them.</summary>
internal sealed class LogValues
{
    private const int LongestText = 4_096;
    private const int LongestJson = 65_536;
    private const int MostItems = 100;

    // The text is data in a column, never part of a page.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly List<string> _scopes = [];

    /// <summary>Takes a scope: its values, or its text where it has none.</summary>
    public void AddScope(object? scope)
    {
        if (scope is IEnumerable<KeyValuePair<string, object?>> values)
        {
            Add(values);
        }
        else if (scope?.ToString() is { Length: > 0 } text)
        {
            _scopes.Add(text);
        }
    }

    /// <summary>Takes the values of the message.</summary>
    public void AddState(object? state)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            Add(values);
        }
    }

    /// <summary>Returns the text of a value by its name, whatever its case and underscores.</summary>
    public string? Text(string name) => Find(name) is { } value ? Text(value) : null;

    /// <summary>Returns the id of a value; <see langword="null"/> when there is none or it is no UUID.</summary>
    public Guid? Id(string name) => Find(name) switch
    {
        Guid id => id,
        { } value when Guid.TryParse(Text(value), out var id) => id,
        _ => null,
    };

    /// <summary>Returns all values as one JSON object; <see langword="null"/> when there are none.</summary>
    public string? ToJson()
    {
        if (_values.Count == 0 && _scopes.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        var left = 0;
        foreach (var (name, value) in _values)
        {
            if (json.BytesCommitted + json.BytesPending > LongestJson)
            {
                left++;
                continue;
            }

            json.WritePropertyName(LogText.Cut(name, LongestText));
            Write(json, value);
        }

        if (_scopes.Count > 0 && json.BytesCommitted + json.BytesPending <= LongestJson)
        {
            json.WritePropertyName("scopes");
            Write(json, _scopes);
        }

        if (left > 0)
        {
            json.WriteNumber("values_left_out", left);
        }

        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case sbyte or byte or short or ushort or int or uint or long: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case IEnumerable items and not string:
                json.WriteStartArray();
                foreach (var item in items.Cast<object?>().Take(MostItems))
                {
                    json.WriteStringValue(LogText.Cut(Text(item ?? "null"), LongestText));
                }

                json.WriteEndArray();
                break;
            default: json.WriteStringValue(LogText.Cut(Text(value), LongestText)); break;
        }
    }

    private static string Text(object value) => value switch
    {
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private void Add(IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            _values[name] = value;
        }
    }

    private object? Find(string name) => _values.LastOrDefault(v => string.Equals(v.Key.Replace("_", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase)).Value;
}
